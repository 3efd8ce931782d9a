import type { InputDraft } from '@boussole/warehouse';

type Tables = InputDraft['tables'];
type Observation = Exclude<Tables['observation'], undefined> extends Iterable<infer Row> ? Row : never;

const VINTAGES = [2023, 2024, 2025] as const;
/** Legal populations of a year are published in the geography of two years later. */
const YEARS = VINTAGES.map((cog) => ({ cog, year: cog - 2 }));

interface Commune {
  readonly code: string;
  readonly name: string;
  readonly epci: string | undefined;
  /** Population municipale of 2021, 2022 and 2023. */
  readonly population: readonly [number, number, number | undefined];
  /** Niveau de vie médian of 2021. */
  readonly median: number | 'SECRET' | 'NOT_AVAILABLE';
}

/** CC du Bourg lies in the Ain, CA des Deux-Rives straddles; L’Île has no EPCI; Petit-Bourg joins Bourg on 1 January 2025. */
export const BOURG = 'epci:200000011';
export const RIVES = 'epci:200000022';
const EPCI = [
  { code: '200000011', name: 'CC du Bourg', nature: 'CC' },
  { code: '200000022', name: 'CA des Deux-Rives', nature: 'CA' },
] as const;

const COMMUNES: readonly Commune[] = [
  commune('01001', 'Abbaye', '200000011', [500, 510, 520], 'SECRET'),
  commune('01002', 'Bourg', '200000011', [10_000, 10_100, 11_150], 21_000),
  commune('01003', 'Petit-Bourg', '200000011', [900, 950, undefined], 19_500),
  commune('01004', 'Clairval', '200000011', [60, 61, 62], 'NOT_AVAILABLE'),
  commune('01005', 'L’Haÿe', '200000011', [1_200, 1_210, 1_220], 24_300),
  commune('01006', 'Rive-Droite', '200000022', [3_000, 3_050, 3_100], 22_400),
  commune('01099', 'L’Île', undefined, [300, 300, 300], 20_100),
  commune('69001', 'Saint-Étienne-du-Mont', '200000022', [20_000, 20_200, 20_500], 18_900),
  commune('69002', 'Rive-Gauche', '200000022', [8_000, 8_100, 8_050], 23_700),
  commune('69003', 'Vaux', '200000022', [700, 690, 680], 25_600),
  commune('69004', 'Givrine', '200000022', [0, 0, 0], 'SECRET'),
  commune('69005', 'Châtel', '200000022', [1_500, 1_480, 1_470], 26_200),
];

export const FRANCE_2023 = COMMUNES.reduce((sum, { population }) => sum + (population[2] ?? 0), 0);

/** Lists of communes, EPCI and the merger, as a geographic source delivers them. */
export const GEOGRAPHY: Tables = {
  commune: VINTAGES.flatMap((cog) =>
    inForce(cog).map(({ code, name }) => ({
      cog,
      code,
      name,
      type: 'COM' as const,
      departement: code.slice(0, 2),
      region: '84',
      parent: null,
    })),
  ),
  departement: VINTAGES.flatMap((cog) => [
    { cog, code: '01', name: 'Ain', region: '84' },
    { cog, code: '69', name: 'Rhône', region: '84' },
  ]),
  region: VINTAGES.map((cog) => ({ cog, code: '84', name: 'Auvergne-Rhône-Alpes' })),
  epci: VINTAGES.flatMap((cog) => EPCI.map((epci) => ({ cog, ...epci }))),
  membership: VINTAGES.flatMap((cog) =>
    inForce(cog).flatMap(({ code, epci }) => (epci ? [{ cog, epci, commune: code }] : [])),
  ),
  movement: [{ ...merger('01002', 'Bourg') }, { ...merger('01003', 'Petit-Bourg') }],
};

/** Legal populations, with a twentieth counted separately. */
export const POPULATIONS: Tables = {
  observation: YEARS.flatMap(({ cog, year }, index) =>
    inForce(cog).flatMap(({ code, population }) => {
      const value = population[index]!;
      return [
        published('population_municipale', year, cog, code, value),
        published('population_comptee_a_part', year, cog, code, value / 20),
        published('population_totale', year, cog, code, (value * 21) / 20),
      ];
    }),
  ),
};

/** Median standards of living of 2021: some hidden, one missing, none for EPCI. */
export const INCOMES: Tables = {
  observation: COMMUNES.map(({ code, median }, index) =>
    typeof median === 'number'
      ? published('revenu_median', 2021, 2023, code, median, index + 2)
      : { ...published('revenu_median', 2021, 2023, code, 0, index + 2), value: null, state: median },
  ),
};

/** Births, each figure a number that nothing else has. */
export const BIRTHS: Tables = {
  observation: YEARS.flatMap(({ cog, year }) =>
    inForce(cog).map(({ code }, index) => published('naissances', year, cog, code, birthsOf(year, index), index + 2)),
  ),
};

/** Census of 2021 by sex: three fifths are women, a fifth of whom are under 15, as a quarter of men are. */
export const AGES: Tables = {
  observation: inForce(2023).flatMap(({ code, population: [everybody] }) => {
    const of = (measure: string, share: number) => published(measure, 2021, 2023, code, everybody * share);
    return [
      of('population_rp', 1),
      of('femmes', 0.6),
      of('hommes', 0.4),
      of('femmes_0_14', 0.12),
      of('hommes_0_14', 0.1),
      of('population_0_14', 0.22),
    ];
  }),
};

function birthsOf(year: number, index: number): number {
  return 700_001 + (year - 2021) * 1_009 + index * 53;
}

function commune(
  code: string,
  name: string,
  epci: string | undefined,
  population: Commune['population'],
  median: Commune['median'],
): Commune {
  return { code, name, epci, population, median };
}

function inForce(cog: number): readonly Commune[] {
  return COMMUNES.filter(({ code }) => cog < 2025 || code !== '01003');
}

function merger(codeBefore: string, nameBefore: string) {
  return {
    mod: 32,
    date: '2025-01-01',
    typeBefore: 'COM',
    codeBefore,
    nameBefore,
    typeAfter: 'COM',
    codeAfter: '01002',
    nameAfter: 'Bourg',
  };
}

function published(measure: string, year: number, cog: number, code: string, value: number, line = 0): Observation {
  return { measure, year, level: 'commune', code, cog, value, state: 'PUBLISHED', line };
}
