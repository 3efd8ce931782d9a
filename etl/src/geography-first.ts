import { readFile } from 'node:fs/promises';
import type { OfficialGeographySource, SourceDescriptor } from '@boussole/schema';
import type { Errand } from './read/deliveries.ts';
import { isOfficialHeader, OFFICIAL_FORMATS } from './table/official-geography.ts';
import { readHeader } from './table/rows.ts';

/**
 * Puts what describes territories before what counts in them, so that the order in which files are named or lie in the inbox does not
 * matter. A file that cannot be read keeps its place: reading it says why.
 */
export async function geographyFirst(
  errands: readonly Errand[],
  sources: readonly SourceDescriptor[],
): Promise<readonly Errand[]> {
  const official = sources.filter((source): source is OfficialGeographySource => source.reader in OFFICIAL_FORMATS);
  const ranked = await Promise.all(
    errands.map(async (errand) => ({
      errand,
      first: errand.kind === 'embedded' || (await isGeography(errand, official)),
    })),
  );
  return [...ranked.filter(({ first }) => first), ...ranked.filter(({ first }) => !first)].map(({ errand }) => errand);
}

async function isGeography(
  { path, source }: Extract<Errand, { kind: 'file' }>,
  official: readonly OfficialGeographySource[],
): Promise<boolean> {
  if (source) return source.reader in OFFICIAL_FORMATS;
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes || bytes.length === 0) return false;
  // Workbooks take long to open; those known so far compose EPCI.
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return true;
  return official.some(({ reader }) => {
    const format = OFFICIAL_FORMATS[reader];
    if (format.format === 'xlsx') return false;
    try {
      const header = readHeader(path, bytes, format);
      return header !== undefined && isOfficialHeader(reader, header.fields);
    } catch {
      return false; // not this format
    }
  });
}
