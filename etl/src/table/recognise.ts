import { basename } from 'node:path';
import {
  failure,
  isBoussoleError,
  type OfficialGeographySource,
  type SourceDescriptor,
  type TableSource,
} from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import { glue } from './codes.ts';
import { matchHeader } from './header.ts';
import { isOfficialHeader, OFFICIAL_FORMATS } from './official-geography.ts';
import { maybeHeader, readRows, type TableFormat } from './rows.ts';

export type FileSource = TableSource | OfficialGeographySource;

const SHOWN_COLUMNS = 8;

/**
 * Finds the source that a file comes from, by its header and not by its name; when several levels share a header, by its codes. Throws
 * `FILE_UNRECOGNISED` with the header and, when one source nearly fits, what differs.
 */
export async function recognise(
  path: string,
  bytes: Buffer,
  sources: readonly SourceDescriptor[],
  geography: () => Promise<Geography>,
): Promise<FileSource> {
  const file = basename(path);
  if (bytes.length === 0) throw failure('FILE_EMPTY', { file });
  const workbook = bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
  const headers = new Map<string, readonly string[] | undefined>();
  const matching: TableSource[] = [];
  let nearest: { source: FileSource; matched: number; problem: string } | undefined;
  for (const source of sources) {
    if (source.reader === 'cog-packages') continue;
    const format: TableFormat = source.reader === 'table' ? source : OFFICIAL_FORMATS[source.reader];
    if ((format.format === 'xlsx') !== workbook) continue;
    const key = JSON.stringify([format.encoding, format.delimiter, format.skipLines, format.sheet]);
    if (!headers.has(key)) {
      headers.set(key, workbook ? (await readRows(path, bytes, format))[0]?.fields : maybeHeader(path, bytes, format));
    }
    const names = headers.get(key);
    if (!names) continue;
    if (source.reader !== 'table') {
      if (isOfficialHeader(source.reader, names)) return source;
      continue;
    }
    try {
      matchHeader(file, format.skipLines + 1, names, source);
      matching.push(source);
    } catch (error) {
      if (!isBoussoleError(error)) throw error;
      const matched = countMatches(names, source);
      if (matched > (nearest?.matched ?? 1)) nearest = { source, matched, problem: error.message };
    }
  }
  const [only, ...others] = matching;
  if (only) return others.length === 0 ? only : byCodes(path, bytes, matching, await geography());
  const header =
    [...headers.values()].find((names) => names !== undefined && names.length > 1) ?? [...headers.values()][0] ?? [];
  const shown = header.slice(0, SHOWN_COLUMNS).join(', ') + (header.length > SHOWN_COLUMNS ? '…' : '');
  throw failure('FILE_UNRECOGNISED', {
    file,
    header: nearest ? `${shown} ; la source la plus proche est ${nearest.source.id} : ${nearest.problem}` : shown,
  });
}

/** Of sources with the same header, the one whose level knows the codes best; a région is also the code of a département, but not all are. */
async function byCodes(
  path: string,
  bytes: Buffer,
  sources: readonly TableSource[],
  geography: Geography,
): Promise<TableSource> {
  const known: Readonly<Record<TableSource['geography']['level'], (code: string) => boolean>> = {
    commune: (code) => geography.resolve(code, geography.reference).kind !== 'unknown',
    epci: (code) => /^\d{9}$/.test(code),
    departement: (code) => geography.departements(geography.reference).has(code),
    region: (code) => geography.regions(geography.reference).has(code),
    france: (code) => code === '1' || code === 'FR',
  };
  const { reference } = geography;
  const sizes: Readonly<Record<TableSource['geography']['level'], number>> = {
    commune: geography.communes(reference).size,
    epci: geography.epciNames(reference).size,
    departement: geography.departements(reference).size,
    region: geography.regions(reference).size,
    france: 1,
  };
  const scores = await Promise.all(
    sources.map(async (source) => {
      const [header, ...rows] = await readRows(path, bytes, source);
      const { code } = matchHeader(basename(path), 1, header!.fields, source);
      const codes = rows.map(({ fields }) => glue(code.map((at) => fields[at] ?? '')));
      const { level } = source.geography;
      const found = codes.filter(known[level]).length;
      return { source, score: (found / Math.max(1, codes.length)) * Math.min(1, found / sizes[level]) };
    }),
  );
  return scores.reduce((best, candidate) => (candidate.score > best.score ? candidate : best)).source;
}

function countMatches(names: readonly string[], source: TableSource): number {
  const known = new Set([...Object.keys(source.columns), ...source.geography.code.flat()]);
  const patterns = [...known].map((name) => new RegExp(`^${name.replace(/\{y+\}/, '\\d+')}$`));
  return names.filter((name) => patterns.some((pattern) => pattern.test(name))).length;
}
