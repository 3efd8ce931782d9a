import { type Indicator, kindOf, type LocalizedText, type Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { oncePerPair } from '../store/once.ts';
import { enumerate, enumerateInEnglish } from '../territories/wording.ts';

type Kind = ReturnType<typeof kindOf>;

/** What each indicator counts of a notion, as far as it was asked. */
const kindsOf = oncePerPair(
  (_notion: OpenCube['notions'][number], _measures: OpenCube['measures']) => new Map<Indicator, Kind>(),
);

/** Says which indicators shown side by side count one notion in ways that do not compare, one warning a notion. */
export function mixedNotions(cube: OpenCube, indicators: readonly Indicator[]): readonly Warning[] {
  return cube.notions.flatMap((notion): readonly Warning[] => {
    const told = new Map<LocalizedText, Set<LocalizedText>>();
    const kinds = kindsOf(notion, cube.measures);
    for (const indicator of indicators) {
      const { formula, shortLabel } = indicator;
      if (!kinds.has(indicator)) kinds.set(indicator, kindOf(notion, formula, cube.measures));
      const kind = kinds.get(indicator);
      if (kind) told.set(kind.counts, (told.get(kind.counts) ?? new Set()).add(shortLabel));
    }
    if (told.size < 2) return [];
    const each = [...told].map(([counts, names]) => {
      const quoted = [...names].map(({ fr }) => `« ${fr} »`);
      return `${enumerate(quoted)} ${quoted.length > 1 ? 'comptent' : 'compte'} ${counts.fr}`;
    });
    const message = `${notion.label.fr} : ${enumerate(each)}. Ces chiffres ne se comparent pas entre eux. ${notion.instead.fr}`;
    const inEnglish = [...told].map(([counts, names]) => {
      const quoted = [...names].map(({ en }) => `“${en}”`);
      return `${enumerateInEnglish(quoted)} ${quoted.length > 1 ? 'count' : 'counts'} ${counts.en}`;
    });
    const english = `${notion.label.en}: ${enumerateInEnglish(inEnglish)}. These figures do not compare with each other. ${notion.instead.en}`;
    return [{ code: 'NOTIONS_MIXED', message, english }];
  });
}
