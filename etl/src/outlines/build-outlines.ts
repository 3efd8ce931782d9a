import type { OfficialLevel, Vintage } from '@boussole/schema';
import type { Geography, OutlineDraft, OutlineLevel } from '@boussole/warehouse';
import type { ReadLevel } from './find-codes.ts';
import type { Ground } from './read-shapes.ts';
import { type Borders, joinBorders, type Simplified, simplifyBorders, writeTopology } from './topology.ts';

/** Smallest detail kept of each level, in square degrees: about one hectare for communes, what a screen shows for the others. */
const DETAIL: Readonly<Record<OutlineLevel, number>> = { commune: 1e-6, epci: 6e-6, departement: 3e-5, region: 6e-5 };

type DrawnOutlines = Omit<OutlineDraft, 'credits'>;

/**
 * Makes the files of outlines that those of one level give: themselves and, by membership of that vintage, the levels above. Those of
 * communes are written as a whole and by département.
 */
export function buildOutlines(
  level: ReadLevel,
  vintage: Vintage,
  grounds: ReadonlyMap<string, readonly Ground[]>,
  geography: Geography,
): readonly DrawnOutlines[] {
  const borders = joinBorders(grounds);
  const draft = (drawn: OutlineLevel, shapes: Simplified): DrawnOutlines => {
    const expected = codesOf(drawn, vintage, geography);
    const territories = shapes.features.length;
    const missing = expected.length - territories;
    return { level: drawn, vintage, territories, missing, merged: drawn !== level, text: writeTopology(drawn, shapes) };
  };
  const own = simplifyBorders(borders, DETAIL[level]);
  const above = ABOVE[level].flatMap((drawn) => {
    const groups = groupsOf(level, drawn, vintage, geography);
    const shapes = simplifyBorders(borders, DETAIL[drawn], whole(groups, borders));
    return shapes.features.length > 0 ? [draft(drawn, shapes)] : [];
  });
  return [draft(level, own), ...(level === 'commune' ? byDepartement(own, vintage, geography) : []), ...above];
}

/** Codes of the territories of a level at a vintage. */
export function codesOf(level: OfficialLevel, vintage: Vintage, geography: Geography): readonly string[] {
  switch (level) {
    case 'commune':
      return [...geography.communes(vintage).keys()];
    case 'epci':
      return [...geography.epciNames(vintage).keys()];
    case 'departement':
      return [...geography.departements(vintage).keys()];
    case 'region':
      return [...geography.regions(vintage).keys()];
    case 'france':
      return ['FR'];
  }
}

const ABOVE: Readonly<Record<ReadLevel, readonly OutlineLevel[]>> = {
  commune: ['epci', 'departement', 'region'],
  departement: ['region'],
  epci: [],
};

/** What each code of a level belongs to at a level above. */
function groupsOf(
  level: ReadLevel,
  above: OutlineLevel,
  vintage: Vintage,
  geography: Geography,
): ReadonlyMap<string, string> {
  if (level === 'departement') {
    return new Map([...geography.departements(vintage)].map(([code, { region }]) => [code, region]));
  }
  const groups = new Map<string, string>();
  for (const [code, membership] of geography.membership(vintage)) {
    const group = above === 'commune' ? code : membership[above];
    if (group !== undefined) groups.set(code, group);
  }
  return groups;
}

/** The groups of which every member has an outline: the others would be drawn with holes. */
function whole(groups: ReadonlyMap<string, string>, { codes }: Borders): (code: string) => string | undefined {
  const drawn = new Set(codes);
  const partial = new Set([...groups].flatMap(([code, group]) => (drawn.has(code) ? [] : [group])));
  return (code) => {
    const group = groups.get(code);
    return group === undefined || partial.has(group) ? undefined : group;
  };
}

function byDepartement(own: Simplified, vintage: Vintage, geography: Geography): readonly DrawnOutlines[] {
  const communes = geography.communes(vintage);
  const expected = countBy(communes.values(), ({ departement }) => departement);
  const parts = new Map<string, Simplified['features']>();
  for (const shape of own.features) {
    const departement = communes.get(String(shape.id))?.departement;
    if (departement === undefined) continue;
    const part = parts.get(departement);
    if (part) part.push(shape);
    else parts.set(departement, [shape]);
  }
  return [...parts].map(([departement, features]) => ({
    level: 'commune',
    vintage,
    departement,
    territories: features.length,
    missing: (expected.get(departement) ?? 0) - features.length,
    merged: false,
    text: writeTopology('commune', { type: 'FeatureCollection', features }),
  }));
}

function countBy<T>(items: Iterable<T>, keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
