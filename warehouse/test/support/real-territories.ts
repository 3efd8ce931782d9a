import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CommuneRow, GeographyRows, MovementRow, OverVintages, PostalRow } from '@boussole/warehouse';

/** Real lists of the packages that the project installs, read as their own JSON says, without the loaders. */
const PACKAGES = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026];

const require = createRequire(import.meta.url);

export const SHARED = new URL('../../../../shared/data/', import.meta.url).pathname;
export const HAS_SHARED = existsSync(SHARED);
if (!HAS_SHARED) console.info(`${SHARED} is absent: what needs the official files is skipped`);

interface PackagedCommune {
  readonly code: string;
  readonly nom: string;
  readonly type: string;
  readonly departement?: string;
  readonly region?: string;
  readonly chefLieu?: string;
  readonly commune?: string;
  readonly anciensCodes?: readonly string[];
  readonly population?: number;
  readonly codesPostaux?: readonly string[];
}

interface PackagedEpci {
  readonly code: string;
  readonly nom: string;
  readonly type: string;
  readonly membres: readonly { readonly code: string; readonly populationMunicipale?: number }[];
}

interface PackagedPlace {
  readonly code: string;
  readonly nom: string;
  readonly region: string;
}

/** Tables that can be read several times. */
export type PackagedRows = {
  readonly [Table in keyof GeographyRows]: GeographyRows[Table] extends Iterable<infer Row> ? readonly Row[] : never;
};

const TYPES: Readonly<Record<string, CommuneRow['type']>> = {
  'commune-actuelle': 'COM',
  'commune-deleguee': 'COMD',
  'commune-associee': 'COMA',
  'arrondissement-municipal': 'ARM',
};

interface Packaged {
  readonly rows: PackagedRows;
  readonly populations: ReadonlyMap<number, ReadonlyMap<string, number>>;
}

let packagedOnce: Packaged | undefined;

function readOnce(): Packaged {
  packagedOnce ??= readPackages();
  return packagedOnce;
}

/** The tables of a geography from the packages alone; the lists of 2020 and the perimeters of 2026 repeat the year before. */
export function packagedRows(): PackagedRows {
  return readOnce().rows;
}

/** Populations by code that the packages carry, in the geography of each vintage. */
export function packagedPopulations(): ReadonlyMap<number, ReadonlyMap<string, number>> {
  return readOnce().populations;
}

function readPackages(): Packaged {
  const populations = new Map<number, ReadonlyMap<string, number>>();
  const rows = {
    commune: [] as CommuneRow[],
    departement: [] as { cog: number; code: string; name: string; region: string }[],
    region: [] as { cog: number; code: string; name: string }[],
    epci: [] as { cog: number; code: string; name: string; nature: string }[],
    membership: [] as { cog: number; epci: string; commune: string }[],
    movement: [] as MovementRow[],
    postal: [] as PostalRow[],
  };
  for (const cog of PACKAGES) {
    if (cog !== 2020) {
      const known = new Map<string, number>();
      populations.set(cog, known);
      for (const { code, nom: name, type: written, ...commune } of packaged<PackagedCommune>(cog, 'communes')) {
        const type = TYPES[written];
        if (!type) continue;
        const { departement = null, region = null } = commune;
        rows.commune.push({
          cog,
          code,
          name,
          type,
          departement,
          region,
          parent: commune.chefLieu ?? commune.commune ?? null,
        });
        if (type !== 'COM') continue;
        if (commune.population !== undefined) known.set(code, commune.population);
        if (cog === 2025) for (const postal of commune.codesPostaux ?? []) rows.postal.push({ cog, code, postal });
        for (const former of commune.anciensCodes ?? []) {
          rows.commune.push({ cog, code: former, name: '', type: 'FORMER', departement, region, parent: code });
        }
      }
      for (const { code, nom, region } of packaged<PackagedPlace>(cog, 'departements')) {
        if (/^(0[1-46]|[1-9]\d)$/.test(region)) rows.departement.push({ cog, code, name: nom, region });
      }
      for (const { code, nom } of packaged<PackagedPlace>(cog, 'regions')) rows.region.push({ cog, code, name: nom });
    }
    if (cog === 2026) continue;
    for (const { code, nom, type, membres } of packaged<PackagedEpci>(cog, 'epci')) {
      rows.epci.push({ cog, code, name: nom, nature: type });
      for (const member of membres) rows.membership.push({ cog, epci: code, commune: member.code });
    }
  }
  const gathered = { ...rows, commune: overVintages(rows.commune), membership: overVintages(rows.membership) };
  return { rows: gathered, populations };
}

/** Rows that say the same of several vintages made one, as gathered inputs are. */
function overVintages<Row extends { readonly cog: number }>(rows: readonly Row[]): readonly OverVintages<Row>[] {
  const told = new Map<string, { row: Omit<Row, 'cog'>; cog: number[] }>();
  for (const { cog, ...row } of rows) {
    const key = Object.values(row).join(';');
    const known = told.get(key);
    if (known) known.cog.push(cog);
    else told.set(key, { row, cog: [cog] });
  }
  return [...told.values()].map(({ row, cog }) => ({ ...row, cog }));
}

/** Rows of INSEE's own movement file. */
export function officialMovements(edition: number): readonly MovementRow[] {
  const columns = ['MOD', 'DATE_EFF', 'TYPECOM_AV', 'COM_AV', 'LIBELLE_AV', 'TYPECOM_AP', 'COM_AP', 'LIBELLE_AP'];
  return readCsv(`insee-cog/mvtcommune_${edition}.csv`, ',', columns).map(
    ([
      mod = '',
      date = '',
      typeBefore = '',
      codeBefore = '',
      nameBefore = '',
      typeAfter = '',
      codeAfter = '',
      nameAfter = '',
    ]) => ({
      mod: Number(mod),
      date,
      typeBefore,
      codeBefore,
      nameBefore,
      typeAfter,
      codeAfter,
      nameAfter,
    }),
  );
}

/** Some columns of one of the official files, which quote nothing. */
export function readCsv(path: string, delimiter: string, columns: readonly string[]): readonly (readonly string[])[] {
  const [header = '', ...lines] = readFileSync(join(SHARED, path), 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const places = columns.map((column) => header.split(delimiter).indexOf(column));
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const fields = line.split(delimiter);
      return places.map((place) => fields[place] ?? '');
    });
}

function packaged<T>(cog: number, table: string): readonly T[] {
  const folder = dirname(require.resolve(`cog-${cog}/package.json`));
  return JSON.parse(readFileSync(join(folder, 'data', `${table}.json`), 'utf8')) as readonly T[]; // the packages' own shape
}
