import type { TableContent } from './table.ts';

/** More are told by their number. */
const NAMED = 2;
/** Day of the publication at the head of its id: `20261127T033734651-6ae2605346cf`. */
const DAY = 8;

/** The parameters that say whose figures a file holds. */
const PLACES = ['source', 'level', 'within', 'territories'] as const;

/** Name of a file that tells what it holds: `boussole-commune-departement-69-population_municipale-2023-20261127`; a variant of the same file comes last. */
export function toFileName(
  kind: string,
  parameters: URLSearchParams,
  { columns, answer }: Pick<TableContent, 'columns' | 'answer'>,
  variant?: string,
): string {
  const figures = columns.flatMap((column) => (column.kind === 'figure' ? [column] : []));
  const years = figures.map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const parts = [
    'boussole',
    ...(kind === 'grid' ? [] : [kind]),
    ...PLACES.flatMap((name) => some((parameters.get(name) ?? '').split(','), 'territoires')),
    ...some([...new Set(figures.map(({ indicator }) => indicator.id))], 'indicateurs'),
    ...(years.length === 0 ? [] : [first === last ? String(first) : `${first}-${last}`]),
    answer.publication.id.slice(0, DAY),
    ...(variant === undefined ? [] : [variant]),
  ];
  return parts.map(toSlug).join('-');
}

function some(names: readonly string[], word: string): readonly string[] {
  const given = names.filter((name) => name !== '');
  return given.length > NAMED ? [`${given.length} ${word}`] : given;
}

function toSlug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-');
}
