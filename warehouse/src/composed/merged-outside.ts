import type { Vintage, Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { type Column, vintageOf } from '../reading/columns.ts';
import { enumerate, enumerateInEnglish, named, plural } from '../territories/wording.ts';
import type { ComposedTerritory } from './composition.ts';

const SHOWN = 5;

/** Says which communes of composed territories are left out of their sums because nothing tells them apart any more. */
export function mergedOutside(
  cube: OpenCube,
  columns: readonly Column[],
  numbers: ArrayLike<number>,
): readonly Warning[] {
  const official = cube.numbering.territories.length;
  const composed = new Set<number>();
  for (let index = 0; index < numbers.length; index++) if (numbers[index]! >= official) composed.add(numbers[index]!);
  if (composed.size === 0) return [];
  const vintages = [...new Set(columns.map((column) => vintageOf(cube, column, 'commune')))].sort();
  const isConstant = columns.every(({ reading }) => reading === 'CONSTANT');
  return [...composed].flatMap((number) => {
    const territory = cube.composed(number);
    return territory ? warningsOf(territory, vintages, isConstant) : [];
  });
}

function warningsOf(composed: ComposedTerritory, vintages: readonly Vintage[], isConstant: boolean): Warning[] {
  const gone = new Map(
    vintages.flatMap((vintage) => composed.at(vintage).mergedOutside.map((place) => [place.code, place] as const)),
  );
  if (gone.size === 0) return [];
  const places = [...gone.values()];
  const shown = places.slice(0, SHOWN).map(named);
  const others = places.length - shown.length;
  const names = enumerate(others > 0 ? [...shown, `${others} ${plural(others, 'autre', 'autres')}`] : shown);
  const [which, are] = [
    plural(places.length, 'commune', 'communes'),
    plural(places.length, 'n’est plus comptée', 'ne sont plus comptées'),
  ];
  const inEnglish = enumerateInEnglish(
    others > 0 ? [...shown, `${others} ${plural(others, 'other', 'others')}`] : shown,
  );
  const englishAdvice = isConstant ? ' For the years before, read the published geography.' : '';
  const advice = isConstant ? ' Pour les années d’avant, lisez la géographie publiée.' : '';
  return [
    {
      code: 'MEMBERS_MERGED_OUTSIDE',
      message: `${composed.territory.name} : ${names}, ${which} du groupe, ${are} à part, étant réunie${plural(places.length, '', 's')} à des communes hors du groupe. Les sommes ne ${plural(places.length, 'la', 'les')} comprennent pas.${advice}`,
      english: `${composed.territory.name}: ${inEnglish}, ${plural(places.length, 'commune', 'communes')} of the group, merged with communes outside it and ${plural(places.length, 'is', 'are')} no longer counted apart. The sums are without ${plural(places.length, 'it', 'them')}.${englishAdvice}`,
    },
  ];
}
