import type { TableSource } from '@boussole/schema';
import type { MeasureColumn } from './header.ts';
import type { CellColumn } from './read-cells.ts';
import { toValueReader, type ValueReader } from './values.ts';

type Markers = TableSource['markers'];

/** How the measures of a row are read, by the code of its territory: what hides a figure says that there is none where a column covers nothing. */
export function toCellColumns(
  source: TableSource,
  measures: readonly MeasureColumn[],
  isCount: (measure: MeasureColumn) => boolean,
): (code: string) => readonly CellColumn[] {
  const readers = new Map<Markers, ValueReader>();
  const readerOf = (markers: Markers): ValueReader => {
    const reader = readers.get(markers) ?? toValueReader({ ...source, markers });
    readers.set(markers, reader);
    return reader;
  };
  const toColumns = (isUncovered: (departements: readonly string[]) => boolean): readonly CellColumn[] =>
    measures.map((measure) => {
      const { markers: own = source.markers, notCovered = [] } = measure.column;
      const reader = readerOf(isUncovered(notCovered) ? withoutSecrets(own) : own);
      return { at: measure.at, name: measure.name, reader, isCount: isCount(measure) };
    });
  const everywhere = toColumns(() => false);
  const uncovered = new Set(measures.flatMap(({ column }) => column.notCovered ?? []));
  const byDepartement = new Map(
    [...uncovered].map((departement) => [departement, toColumns((list) => list.includes(departement))]),
  );
  if (uncovered.size === 0) return () => everywhere;
  return (code) => byDepartement.get(code.slice(0, code.startsWith('97') ? 3 : 2)) ?? everywhere;
}

function withoutSecrets({ secret, notAvailable, ...others }: Markers): Markers {
  return { ...others, secret: [], notAvailable: [...notAvailable, ...secret] };
}
