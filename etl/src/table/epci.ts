import { type Catalogue, failure, isAdditive, type TableSource, type Vintage } from '@boussole/schema';
import type { EpciRow, Geography } from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';
import type { ConformedSlice } from './figures.ts';
import type { Slice } from './slices.ts';

/**
 * Leaves out the counts of EPCI whose perimeters are not known: nobody can tell whether they give away, by subtraction, a commune that is
 * hidden, nor check their sum. Medians and rates stay, and are read as published. Throws `PERIMETERS_MISSING` when nothing is left.
 */
export function withoutUncheckedCounts(
  file: string,
  slices: readonly Slice[],
  {
    geography,
    cog,
    catalogue,
  }: { readonly geography: Geography; readonly cog: Vintage; readonly catalogue: Catalogue },
): { readonly readable: readonly Slice[]; readonly notes: readonly string[] } {
  if (geography.epciVintages.includes(cog) || slices.every(({ level }) => level !== 'epci')) {
    return { readable: slices, notes: [] };
  }
  const counts = new Set<string>();
  const readable = slices.flatMap((slice) => {
    if (slice.level !== 'epci') return [slice];
    const measures = slice.layout.measures.filter(({ column: { measure } }) => {
      const adds = isAdditive(catalogue.measures.get(measure)!.nature);
      if (adds) counts.add(catalogue.measures.get(measure)!.label.fr);
      return !adds;
    });
    return measures.length > 0 ? [{ ...slice, layout: { ...slice.layout, measures } }] : [];
  });
  const known = geography.epciVintages.join(', ') || 'aucun';
  if (readable.length === 0) throw failure('PERIMETERS_MISSING', { file, cog, known });
  const absent = `Les périmètres des EPCI au 1er janvier ${cog} ne sont pas chargés`;
  const left =
    counts.size === 0
      ? ''
      : ` Faute de pouvoir les protéger, leurs effectifs sont laissés de côté (${[...counts].join(', ')}) : chargez la composition des EPCI de ${cog}, puis ce fichier de nouveau.`;
  const read = readable.some(({ level }) => level === 'epci')
    ? ' : leurs chiffres se lisent tels que publiés, et ne sont pas repris à géographie constante.'
    : '.';
  return { readable, notes: [`${absent}${read}${left}`] };
}

/** The EPCI that a file names: those whose perimeters are not known are told by it. */
export function toNames(
  conformed: readonly ConformedSlice[],
  { geography: { name } }: TableSource,
  cog: Vintage,
): Pick<Delivery['tables'], 'epci'> {
  const epci = new Map<string, EpciRow>();
  for (const { slice, rows } of conformed) {
    if (slice.level !== 'epci') continue;
    const at = name === undefined ? undefined : slice.layout.places.get(name);
    const byLine = new Map(at === undefined ? [] : slice.rows.map(({ line, fields }) => [line, fields[at]!.trim()]));
    for (const [code, { line }] of rows) epci.set(code, { cog, code, name: byLine.get(line) || code, nature: '' });
  }
  return epci.size === 0 ? {} : { epci: [...epci.values()] };
}
