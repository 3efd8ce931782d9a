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

/** The same, in the language of the page. */
export function useToldApart() {
  const { t } = useTranslation();
  return useCallback(
    <Ref extends TerritoryRef>(territories: readonly Ref[], beside?: readonly TerritoryRef[]) =>
      toldApart(territories, t, beside),
    [t],
  );
}
