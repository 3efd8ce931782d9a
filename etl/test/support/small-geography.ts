import { buildGeography, type CommuneRow, type Geography, type MovementRow } from '@boussole/warehouse';

const VINTAGES = [2021, 2022, 2023, 2024, 2025] as const;

interface Place {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly from?: number;
  readonly to?: number;
}

const COMMUNES: readonly Place[] = [
  { code: '01004', name: 'Ambérieu-en-Bugey', region: '84' },
  { code: '01015', name: 'Arboys en Bugey', region: '84' },
  { code: '01039', name: 'Béon', region: '84', to: 2022 },
  { code: '01138', name: 'Culoz-Béon', region: '84' },
  { code: '13055', name: 'Marseille', region: '93' },
  { code: '27058', name: 'Les Trois Lacs', region: '28', to: 2022 },
  { code: '27676', name: 'Les Trois Lacs', region: '28', from: 2023 },
  { code: '2A004', name: 'Ajaccio', region: '94' },
  { code: '69123', name: 'Lyon', region: '84' },
  { code: '97424', name: 'Cilaos', region: '04' },
];

const ARRONDISSEMENTS = { '69123': [69_381, 69_389], '13055': [13_201, 13_216] } as const;

const MOVEMENTS: readonly MovementRow[] = [
  movement(32, '01039', 'Béon', '01138', 'Culoz-Béon'),
  movement(32, '01138', 'Culoz', '01138', 'Culoz-Béon'),
  movement(50, '27058', 'Les Trois Lacs', '27676', 'Les Trois Lacs'),
];

/** A few communes at five vintages: a merger and a change of chef-lieu in 2023, a déléguée, arrondissements, Corsica, overseas. */
export function smallGeography(): Geography {
  return buildGeography({
    commune: VINTAGES.flatMap((cog) => [...communesOf(cog)]),
    departement: VINTAGES.flatMap((cog) => [
      { cog, code: '01', name: 'Ain', region: '84' },
      { cog, code: '69', name: 'Rhône', region: '84' },
      { cog, code: '84', name: 'Vaucluse', region: '93' },
    ]),
    region: VINTAGES.flatMap((cog) => [
      { cog, code: '84', name: 'Auvergne-Rhône-Alpes' },
      { cog, code: '04', name: 'La Réunion' },
    ]),
    epci: [{ cog: 2022, code: '200046977', name: 'Métropole de Lyon', nature: 'METLYON' }],
    membership: [{ cog: 2022, epci: '200046977', commune: '69123' }],
    movement: MOVEMENTS,
    postal: [],
  });
}

function* communesOf(cog: number): Iterable<CommuneRow> {
  for (const { code, name, region, from = 0, to = 9999 } of COMMUNES) {
    if (from <= cog && cog <= to)
      yield { cog, code, name, type: 'COM', departement: departement(code), region, parent: null };
  }
  yield part(cog, '01340', 'COMD', '01015');
  for (const [commune, [first, last]] of Object.entries(ARRONDISSEMENTS)) {
    for (let code = first; code <= last; code++) yield part(cog, String(code), 'ARM', commune);
  }
}

function part(cog: number, code: string, type: 'COMD' | 'ARM', parent: string): CommuneRow {
  return { cog, code, name: code, type, departement: departement(code), region: null, parent };
}

function departement(code: string): string {
  return code.startsWith('97') ? code.slice(0, 3) : code.slice(0, 2);
}

function movement(
  mod: number,
  codeBefore: string,
  nameBefore: string,
  codeAfter: string,
  nameAfter: string,
): MovementRow {
  return { mod, date: '2023-01-01', typeBefore: 'COM', codeBefore, nameBefore, typeAfter: 'COM', codeAfter, nameAfter };
}
