import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { TerritoryRef } from './territory.ts';

/**
 * Territories shown together, those that bear the name of another named with their level (« Paris (département) »), or with their code where
 * it is that of another too (« Saint-Denis (93066) »). `beside` are shown with them and keep their names.
 */
export function toldApart<Ref extends TerritoryRef>(
  territories: readonly Ref[],
  t: TFunction,
  beside: readonly TerritoryRef[] = [],
): readonly Ref[] {
  const all = [...territories, ...beside];
  return territories.map((territory) => {
    const { id, level, code, name } = territory;
    const namesakes = all.filter((other) => other.name === name && other.id !== id);
    if (namesakes.length === 0) return territory;
    const alike = namesakes.some((other) => other.level === level);
    return { ...territory, name: `${name} (${alike ? code : t(`common.${level}`).toLowerCase()})` };
  });
}

/**
 * Names of the territories of a long list, in its order: those that another of the same level bears too with their code (« Saint-Denis (93066) »).
 * An id without a name is its own.
 */
export function namesApart(ids: readonly string[], names: readonly string[]): readonly string[] {
  const levelOf = (id: string): string => id.slice(0, id.indexOf(':'));
  const bearers = new Map<string, string>();
  const shared = new Set<string>();
  const keys = ids.map((id, index) => `${levelOf(id)} ${names[index] ?? id}`);
  ids.forEach((id, index) => {
    const bearer = bearers.get(keys[index]!);
    if (bearer !== undefined && bearer !== id) shared.add(keys[index]!);
    bearers.set(keys[index]!, id);
  });
  return ids.map((id, index) => {
    const name = names[index] ?? id;
    return shared.has(keys[index]!) ? `${name} (${id.slice(id.indexOf(':') + 1)})` : name;
  });
}

/** The same as `toldApart`, in the language of the page. */
export function useToldApart() {
  const { t } = useTranslation();
  return useCallback(
    <Ref extends TerritoryRef>(territories: readonly Ref[], beside?: readonly TerritoryRef[]) =>
      toldApart(territories, t, beside),
    [t],
  );
}
