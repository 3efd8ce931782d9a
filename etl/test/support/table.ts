import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalogue, type ErrorCode, isBoussoleError, readLimits, type SourceDescriptor } from '@boussole/schema';
import { type Geography, type ObservationRow, readCatalogue } from '@boussole/warehouse';
import { afterAll } from 'vitest';
import type { Delivery } from '../../src/index.ts';
import { findSource, readSources } from '../../src/index.ts';
import { type FileRequest, readProviderFile } from '../../src/table/read-file.ts';
import { bringProgramsUpToDate } from './boussole.ts';

const { limits } = readLimits({});

/** What reading a file needs, on the descriptors that the project ships. */
export interface Bench {
  readonly sources: readonly SourceDescriptor[];
  readonly catalogue: Catalogue;
  /** Writes a file in a folder of the test and returns its path. */
  write(name: string, content: string | Uint8Array): string;
  read(path: string, options?: ReadOptions): Promise<Delivery>;
}

export type ReadOptions = Partial<Pick<FileRequest, 'vintage' | 'sources' | 'limits' | 'corrections'>> & {
  readonly source?: string;
};

/** Opens a bench whose files disappear with the test file. */
export async function openBench(geography: () => Geography): Promise<Bench> {
  await bringProgramsUpToDate();
  const folder = mkdtempSync(join(tmpdir(), 'boussole-table-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const [shipped, catalogue] = [await readSources(folder), await readCatalogue(folder)];
  return {
    sources: shipped,
    catalogue,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    read: (path, { source, sources = shipped, ...options } = {}) =>
      readProviderFile({
        path,
        sources,
        limits,
        geography: async () => geography(),
        catalogue: async () => catalogue,
        ...(source === undefined ? {} : { source: findSource(sources, source) }),
        ...options,
      }),
  };
}

/** Path of a file of `etl/test/fixtures`. */
export function fixture(name: string): string {
  return new URL(`../fixtures/${name}`, import.meta.url).pathname;
}

export function fixtureText(name: string): string {
  return readFileSync(fixture(name), 'utf8');
}

/** The figures of a delivery as `code measure: value`, or its state when it has none. */
export function figures(delivery: Delivery, measure: string): Record<string, number | string> {
  const rows = (delivery.tables.observation ?? []).filter((row: ObservationRow) => row.measure === measure);
  return Object.fromEntries(rows.map(({ code, value, state }) => [code, value ?? state]));
}

/** Code and sentence of the error that reading throws. */
export async function refusal(
  reading: Promise<unknown>,
): Promise<{ readonly code: ErrorCode; readonly message: string }> {
  try {
    await reading;
  } catch (error) {
    if (isBoussoleError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('the file was read');
}
