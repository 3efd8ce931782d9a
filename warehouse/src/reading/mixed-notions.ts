import { type Indicator, kindOf, type LocalizedText, type Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { enumerate, enumerateInEnglish } from '../territories/wording.ts';

/** Says which indicators shown side by side count one notion in ways that do not compare, one warning a notion. */
export function mixedNotions(cube: OpenCube, indicators: readonly Indicator[]): readonly Warning[] {
  return cube.notions.flatMap((notion): readonly Warning[] => {
    const told = new Map<LocalizedText, Set<LocalizedText>>();
    for (const { formula, shortLabel } of indicators) {
      const kind = kindOf(notion, formula, cube.measures);
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
