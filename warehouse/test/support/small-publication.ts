import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLimits } from '@boussole/schema';
import {
  type Input,
  type InputDraft,
  type InputSource,
  type ObservationRow,
  publish,
  Warehouse,
  writeInput,
} from '@boussole/warehouse';

/** Ten communes of two départements in 2024, nine in 2025: 01002 joined 01001; one EPCI straddles, one island has none. */
export const COMMUNES_2024 = ['01001', '01002', '01003', '01004', '38001', '38002', '38003', '38004', '38005', '38006'];
export const COMMUNES_2025 = COMMUNES_2024.filter((code) => code !== '01002');
const EPCI_OF: Readonly<Record<string, string>> = {
  '01001': '200000001',
  '01002': '200000001',
  '01003': '200000001',
  '38001': '200000001',
  '01004': '200000002',
  '38002': '200000002',
  '38003': '200000002',
  '38004': '200000002',
  '38005': '200000002',
};

const SOURCE: InputSource = {
  id: 'essai',
  title: { fr: 'Essai', en: 'Trial' },
  producer: 'Producteur d’essai',
  licence: 'Licence Ouverte 2.0',
  landingPage: 'https://example.org/',
  priority: 50,
};

/** `more` communes are in no EPCI. */
export function geographyTables(more: readonly string[] = []): InputDraft['tables'] {
  const communes = (cog: number, codes: readonly string[]) =>
    codes.map((code) => ({
      cog,
      code,
      name: `Commune ${code}`,
      type: 'COM' as const,
      departement: code.slice(0, 2),
      region: '84',
      parent: null,
    }));
  const cogs = [2024, 2025];
  return {
    commune: [
      ...communes(2024, COMMUNES_2024),
      ...communes(2025, [...COMMUNES_2025, ...more]),
      {
        cog: 2025,
        code: '01002',
        name: 'Commune 01002',
        type: 'COMD',
        departement: '01',
        region: '84',
        parent: '01001',
      },
    ],
    departement: cogs.flatMap((cog) => [
      { cog, code: '01', name: 'Ain', region: '84' },
      { cog, code: '38', name: 'Isère', region: '84' },
    ]),
    region: cogs.map((cog) => ({ cog, code: '84', name: 'Auvergne-Rhône-Alpes' })),
    epci: cogs.flatMap((cog) => [
      { cog, code: '200000001', name: 'CC À cheval', nature: 'CC' },
      { cog, code: '200000002', name: 'CC Du bas', nature: 'CC' },
    ]),
    membership: [...members(2024, COMMUNES_2024), ...members(2025, COMMUNES_2025)],
  };
}

function members(cog: number, codes: readonly string[]) {
  return codes.flatMap((commune) => (EPCI_OF[commune] ? [{ cog, epci: EPCI_OF[commune], commune }] : []));
}

/** Figures by commune: a number, or the state of a cell without one. */
export function figures(
  measure: string,
  year: number,
  cog: number,
  values: Readonly<Record<string, number | 'SECRET' | 'NOT_AVAILABLE'>>,
): ObservationRow[] {
  return Object.entries(values)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([code, value], index) => ({
      measure,
      year,
      level: 'commune',
      code,
      cog,
      value: typeof value === 'number' ? value : null,
      state: typeof value === 'number' ? 'PUBLISHED' : value,
      line: index + 2,
    }));
}

/** Same figure for every commune of a list, but for those named. */
export function everywhere(codes: readonly string[], value: number, except: Record<string, number | 'SECRET'> = {}) {
  return { ...Object.fromEntries(codes.map((code) => [code, value] as const)), ...except };
}

export async function deliver(
  dataDirectory: string,
  tables: InputDraft['tables'],
  identity: {
    readonly source?: string;
    readonly vintage?: string;
    readonly priority?: number;
    readonly rows?: number;
  } & Pick<InputSource, 'access' | 'secrecy' | 'rounding'> = {},
): Promise<Input> {
  const { source = 'essai', vintage = '1', priority = 50, rows = 1, ...protection } = identity;
  return writeInput({
    dataDirectory,
    source: { ...SOURCE, id: source, priority, ...protection },
    vintage,
    file: { name: `${source}-${vintage}.csv`, bytes: 1, sha256: source },
    rows: { read: rows, kept: rows, quarantined: 0 },
    loadedAt: '2026-01-01T00:00:00.000Z',
    tables,
  });
}

/** Runs a test in a data directory of its own. */
export async function inDataDirectory<T>(test: (dataDirectory: string) => Promise<T>): Promise<T> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'boussole-warehouse-'));
  try {
    return await test(dataDirectory);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

export function openWarehouse(dataDirectory: string): Promise<Warehouse> {
  return Warehouse.open({ dataDirectory, limits: readLimits({}).limits });
}

/** Publishes figures beside a geography, and opens what is published. */
export async function openPublished(
  dataDirectory: string,
  geography: Input,
  observation: readonly ObservationRow[],
): Promise<Warehouse> {
  const input = await deliver(dataDirectory, { observation }, { source: 'chiffres' });
  await publish({ dataDirectory, add: [geography, input], now: new Date('2026-01-01T00:00:00Z') });
  return openWarehouse(dataDirectory);
}
