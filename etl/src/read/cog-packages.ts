import {
  type CogPackagesSource,
  departementOfCommune,
  failure,
  isOverseasCollectivity,
  type Vintage,
} from '@boussole/schema';
import type { CommuneRow, DepartementRow, EpciRow, MembershipRow, PostalRow, RegionRow } from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';
import { CogPackageFiles } from './cog-package-files.ts';
import { CogPackagePopulations } from './cog-package-populations.ts';
import { toMovements } from './commune-history.ts';
import type { JsonEntry } from './json-entry.ts';

type CogPackage = CogPackagesSource['packages'][number];

const TYPES: Readonly<Record<string, CommuneRow['type']>> = {
  'commune-actuelle': 'COM',
  'commune-deleguee': 'COMD',
  'commune-associee': 'COMA',
  'arrondissement-municipal': 'ARM',
};

/** Reads the packages one after the other, one delivery a package, in the order of the descriptor. */
export async function* readCogPackages(source: CogPackagesSource): AsyncGenerator<Delivery> {
  for (const entry of source.packages) yield await readCogPackage(source, entry);
}

async function readCogPackage(source: CogPackagesSource, entry: CogPackage): Promise<Delivery> {
  const vintage = entry.communes ?? entry.epci;
  if (vintage === undefined) {
    const problem = 'ni communes ni epci : rien n’est à lire';
    throw failure('SOURCE_INVALID', { file: source.id, where: entry.package, problem });
  }
  const files = await CogPackageFiles.open(entry.package);
  const populations = new CogPackagePopulations(entry.package, source.populationYears);
  const [departements, regions] = [await files.list('departements.json'), await files.list('regions.json')];
  const communes = entry.communes === undefined ? [] : await files.list('communes.json');
  const epci = entry.epci === undefined ? [] : await files.list('epci.json');
  const history = entry.history ? await files.list('historique-communes.json') : [];
  const divisions = toDivisions(departements, regions, vintage);
  const tables = {
    ...divisions,
    ...(entry.communes === undefined
      ? {}
      : { commune: toCommunes(communes, entry.communes, entry.populations.communes, populations) }),
    ...(entry.postal && entry.communes !== undefined ? { postal: toPostalCodes(communes, entry.communes) } : {}),
    ...(entry.epci === undefined ? {} : toPerimeters(epci, entry.epci, entry.populations, populations)),
  };
  return {
    source,
    vintage: String(vintage),
    file: files.describe(),
    read: departements.length + regions.length + communes.length + epci.length + history.length,
    tables: { ...tables, ...(entry.history ? { movement: toMovements(history) } : {}), observation: populations.rows },
    quarantined: [],
    repairs: [],
    markers: {},
    geography: undefined,
  };
}

function toDivisions(
  departements: readonly JsonEntry[],
  regions: readonly JsonEntry[],
  cog: Vintage,
): { departement: DepartementRow[]; region: RegionRow[] } {
  const departement = departements
    .map((entry) => ({ cog, code: entry.text('code'), name: entry.text('nom'), region: entry.text('region') }))
    .filter(({ code }) => !isOverseasCollectivity(code));
  const held = new Set(departement.map(({ region }) => region));
  const region = regions
    .map((entry) => ({ cog, code: entry.text('code'), name: entry.text('nom') }))
    .filter(({ code }) => held.has(code));
  return { departement, region };
}

function toCommunes(
  entries: readonly JsonEntry[],
  cog: Vintage,
  year: number | undefined,
  populations: CogPackagePopulations,
): CommuneRow[] {
  const rows: CommuneRow[] = [];
  for (const entry of entries) {
    const type = TYPES[entry.text('type')];
    const code = entry.text('code');
    const departement = departementOfCommune(code);
    if (!type || isOverseasCollectivity(departement)) continue;
    rows.push({
      cog,
      code,
      name: entry.text('nom'),
      type,
      departement: entry.maybeText('departement') ?? departement,
      region: entry.maybeText('region') ?? null,
      parent: type === 'COM' ? null : entry.text(type === 'ARM' ? 'commune' : 'chefLieu'),
    });
    if (type !== 'COM') continue;
    for (const former of entry.maybeTexts('anciensCodes')) {
      rows.push({ cog, code: former, name: '', type: 'FORMER', departement, region: null, parent: code });
    }
    if (year === undefined) continue;
    populations.add({ level: 'commune', code, departement, cog }, year, { municipale: entry.maybeCount('population') });
  }
  return rows;
}

/** Postal codes of communes as they stand; those of arrondissements are repeated in their commune. */
function toPostalCodes(entries: readonly JsonEntry[], cog: Vintage): PostalRow[] {
  return entries.flatMap((entry) => {
    const code = entry.text('code');
    if (entry.text('type') !== 'commune-actuelle' || isOverseasCollectivity(departementOfCommune(code))) return [];
    return entry.maybeTexts('codesPostaux').map((postal) => ({ cog, code, postal }));
  });
}

function toPerimeters(
  entries: readonly JsonEntry[],
  cog: Vintage,
  years: CogPackage['populations'],
  populations: CogPackagePopulations,
): { epci: EpciRow[]; membership: MembershipRow[] } {
  const epci: EpciRow[] = [];
  const membership: MembershipRow[] = [];
  for (const entry of entries) {
    const code = entry.text('code');
    const members = entry.list('membres').map((member) => ({ member, commune: member.text('code') }));
    const departement = members[0] ? departementOfCommune(members[0].commune) : '';
    if (isOverseasCollectivity(departement)) continue;
    epci.push({ cog, code, name: entry.text('nom'), nature: entry.text('type') });
    if (years.epci !== undefined)
      populations.add({ level: 'epci', code, departement, cog }, years.epci, toCounts(entry));
    for (const { member, commune } of members) {
      membership.push({ cog, epci: code, commune });
      if (years.members === undefined) continue;
      const place = { level: 'commune', code: commune, departement: departementOfCommune(commune), cog } as const;
      populations.add(place, years.members, toCounts(member));
    }
  }
  return { epci, membership };
}

function toCounts(entry: JsonEntry): { municipale: number | undefined; totale: number | undefined } {
  return { municipale: entry.maybeCount('populationMunicipale'), totale: entry.maybeCount('populationTotale') };
}
