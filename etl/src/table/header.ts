import { failure, type TableSource } from '@boussole/schema';

/** What the header of a file says, once matched with a descriptor. */
export interface TableLayout {
  /** Year of the data that column names carry, when they do. */
  readonly vintage: number | undefined;
  /** Places of the columns that make the code. */
  readonly code: readonly number[];
  /** Measures found, with the place and name of their column. */
  readonly measures: readonly {
    readonly at: number;
    readonly name: string;
    readonly column: TableSource['columns'][string];
  }[];
  /** Places of columns without a name: nothing may stand under them. */
  readonly nameless: readonly number[];
}

/**
 * Matches a header with a descriptor. Throws `HEADER_DUPLICATE_COLUMN`, `HEADER_UNKNOWN_COLUMN` or `HEADER_MISSING_COLUMN`, naming
 * the column.
 */
export function matchHeader(file: string, line: number, names: readonly string[], source: TableSource): TableLayout {
  const trimmed = names.map((name) => name.trim());
  const found = trimmed.filter((name) => name !== '').join(', ');
  const seen = new Set<string>();
  for (const name of trimmed) {
    if (name !== '' && seen.has(name)) throw failure('HEADER_DUPLICATE_COLUMN', { file, line, column: name });
    seen.add(name);
  }
  const code = source.geography.code.find((columns) => columns.every((name) => seen.has(name)));
  if (!code) {
    throw failure('HEADER_MISSING_COLUMN', { file, line, column: source.geography.code[0]!.join(' + '), found });
  }
  const mapped = Object.entries(source.columns).map(([name, column]) => ({ name, column, pattern: toPattern(name) }));
  const ignored = source.ignore.map(toPattern);
  const vintages = new Map<number, string>();
  const measures: { at: number; name: string; column: TableSource['columns'][string] }[] = [];
  const matched = new Set<string>();
  trimmed.forEach((name, at) => {
    if (name === '' || code.includes(name)) return;
    const match = mapped.find(({ pattern }) => pattern.test(name));
    if (!match) {
      if (ignored.some((pattern) => pattern.test(name))) return;
      throw failure('HEADER_UNKNOWN_COLUMN', { file, line, column: name, position: at + 1 });
    }
    const vintage = yearIn(match.pattern, name);
    if (vintage !== undefined) vintages.set(vintage, name);
    matched.add(match.name);
    measures.push({ at, name, column: match.column });
  });
  const missing = mapped.find(({ name }) => !matched.has(name) && !source.optional.includes(name));
  if (missing) throw failure('HEADER_MISSING_COLUMN', { file, line, column: missing.name, found });
  if (vintages.size > 1) {
    const problem = `les colonnes ${[...vintages.values()].join(' et ')} sont d’années différentes`;
    throw failure('FILE_UNREADABLE', { file, problem });
  }
  return {
    vintage: [...vintages.keys()][0],
    code: code.map((name) => trimmed.indexOf(name)),
    measures,
    nameless: trimmed.flatMap((name, at) => (name === '' ? [at] : [])),
  };
}

/** `MED{yy}` -> /^MED(\d\d)$/; `*` stands for anything, `?` for one character. */
export function toPattern(name: string): RegExp {
  const escaped = name
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped.replace('{yyyy}', '(?<yyyy>\\d{4})').replace('{yy}', '(?<yy>\\d{2})')}$`);
}

function yearIn(pattern: RegExp, name: string): number | undefined {
  const groups = pattern.exec(name)?.groups;
  if (groups?.yyyy) return Number(groups.yyyy);
  return groups?.yy ? 2000 + Number(groups.yy) : undefined;
}
