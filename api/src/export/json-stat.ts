import type { Language } from '../types/enums.ts';
import type { ExportTable } from './export-table.ts';
import type { About } from './facts.ts';
import type { JsonStatExtension } from './parts.ts';
import { type FigureColumn, maybeValue, toColumnId, toColumnTitle } from './table.ts';
import { WORDS } from './words.ts';

/** A dimension of JSON-stat: https://json-stat.org/full/. */
interface Dimension {
  readonly label: string;
  readonly category: {
    readonly index: readonly string[];
    readonly label: Readonly<Record<string, string>>;
    readonly unit?: Readonly<Record<string, { readonly label: string; readonly decimals: number }>>;
  };
}

/** What JSON-stat has no place for, each part described in `FILE_PARTS`. */
type Extension = { readonly boussole: About } & { readonly [part in JsonStatExtension]?: unknown };

/**
 * Writes the figures of a table as a JSON-stat 2.0 dataset, `value` and `status` (the state of each cell) as flat lists. Its dimensions are
 * territory, indicator and year when every indicator is there for every year, otherwise territory and column.
 */
export function* toJsonStat(table: ExportTable): Generator<string> {
  const figures = table.columns.filter((column) => column.kind === 'figure');
  const crossed = cross(figures, table.language);
  const territory: Dimension = {
    label: WORDS[table.language].dimensions.territory,
    category: {
      index: table.rows.map(({ id }) => id),
      label: Object.fromEntries(table.rows.map(({ id, name }) => [id, name])),
    },
  };
  const across = crossed ? crossed.dimensions : { column: toColumnDimension(figures, table.language) };
  const dimension: Record<string, Dimension> = { territory, ...across };
  const columns = crossed?.columns ?? figures;
  const extension: Extension = {
    boussole: table.about,
    ...toPrecision(columns, table.rows.length),
    ...toShares(columns, table.rows.length),
    ...toIncomplete(columns, table.rows.length),
    ...toFewCases(columns, table.rows.length),
    ...(table.kinds && { kinds: table.kinds }),
  };
  const head = {
    version: '2.0',
    class: 'dataset',
    label: table.about.title,
    source: [...new Set(table.about.sources.flatMap(({ producer }) => producer.split(', ')))].join(', '),
    updated: table.about.publication.publishedAt,
    note: [WORDS[table.language].statesLegend, ...table.about.warnings.map(({ message }) => message)],
    id: Object.keys(dimension),
    size: Object.values(dimension).map(({ category }) => category.index.length),
    role: crossed
      ? { time: ['year'], geo: ['territory'], metric: ['indicator'] }
      : { geo: ['territory'], metric: ['column'] },
    dimension,
    extension,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"value":[`;
  for (let row = 0; row < table.rows.length; row++) {
    const values = columns.map((column) => maybeValue(column, row) ?? null);
    yield (row === 0 ? '' : ',') + JSON.stringify(values).slice(1, -1);
  }
  yield '],"status":[';
  for (let row = 0; row < table.rows.length; row++) {
    yield (row === 0 ? '' : ',') + JSON.stringify(columns.map(({ states }) => states[row])).slice(1, -1);
  }
  yield ']}';
}

/** Decimals of each cell, aligned with `value`, where a source rounds what some are made of. */
function toPrecision(columns: readonly FigureColumn[], rows: number): { readonly decimals?: readonly number[] } {
  if (columns.every(({ decimals }) => !decimals)) return {};
  const decimals = Array.from({ length: rows }, (_, row) =>
    columns.map((column) => column.decimals?.[row] ?? column.indicator.decimals),
  );
  return { decimals: decimals.flat() };
}

/** Share of the communes that each cell rests on, aligned with `value`, where some rest on part of them. */
function toShares(columns: readonly FigureColumn[], rows: number): { readonly coverage?: readonly (number | null)[] } {
  if (columns.every(({ coverage }) => !coverage)) return {};
  const coverage = Array.from({ length: rows }, (_, row) =>
    columns.map((column): number | null => {
      const share = column.coverage?.[row];
      return share === undefined || Number.isNaN(share) ? null : share;
    }),
  );
  return { coverage: coverage.flat() };
}

/** How many communes behind each cell lack some of their parts, aligned with `value`, where some do. */
function toIncomplete(columns: readonly FigureColumn[], rows: number): { readonly incomplete?: readonly number[] } {
  if (columns.every(({ incomplete }) => !incomplete)) return {};
  const incomplete = Array.from({ length: rows }, (_, row) => columns.map((column) => column.incomplete?.[row] ?? 0));
  return { incomplete: incomplete.flat() };
}

/** Whether each cell is a rate of few cases, aligned with `value`, where some are. */
function toFewCases(columns: readonly FigureColumn[], rows: number): { readonly fewCases?: readonly boolean[] } {
  if (columns.every(({ few }) => !few)) return {};
  const fewCases = Array.from({ length: rows }, (_, row) => columns.map((column) => column.few?.[row] ?? false));
  return { fewCases: fewCases.flat() };
}

/** The columns in the order of indicators, then years, when they are all there exactly once. */
function cross(
  figures: readonly FigureColumn[],
  language: Language,
): { readonly dimensions: Readonly<Record<string, Dimension>>; readonly columns: readonly FigureColumn[] } | undefined {
  const byId = new Map(figures.map((column) => [toColumnId(column), column]));
  const indicators = new Map(figures.map(({ indicator }) => [indicator.id, indicator]));
  const years = [...new Set(figures.map(({ year }) => year))].sort((left, right) => left - right);
  if (byId.size !== indicators.size * years.length) return undefined;
  const columns = [...indicators.keys()].flatMap((id) => years.flatMap((year) => byId.get(`${id}@${year}`) ?? []));
  return {
    columns,
    dimensions: {
      indicator: toDimension(
        WORDS[language].facts.indicator,
        [...indicators.values()].map((indicator) => ({
          id: indicator.id,
          label: indicator.label[language],
          indicator,
        })),
        language,
      ),
      year: {
        label: WORDS[language].dimensions.year,
        category: {
          index: years.map(String),
          label: Object.fromEntries(years.map((year) => [String(year), String(year)])),
        },
      },
    },
  };
}

function toColumnDimension(figures: readonly FigureColumn[], language: Language): Dimension {
  return toDimension(
    WORDS[language].dimensions.column,
    figures.map((column) => ({
      id: toColumnId(column),
      label: toColumnTitle(column, language),
      indicator: column.indicator,
    })),
    language,
  );
}

function toDimension(
  label: string,
  items: readonly { readonly id: string; readonly label: string; readonly indicator: FigureColumn['indicator'] }[],
  language: Language,
): Dimension {
  return {
    label,
    category: {
      index: items.map(({ id }) => id),
      label: Object.fromEntries(items.map((item) => [item.id, item.label])),
      unit: Object.fromEntries(
        items.map(({ id, indicator: { unit, decimals } }) => [id, { label: WORDS[language].units[unit], decimals }]),
      ),
    },
  };
}
