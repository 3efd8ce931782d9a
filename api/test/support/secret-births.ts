import type { InputDraft } from '@boussole/warehouse';
import type { WorldDelivery } from './world.ts';

type Tables = InputDraft['tables'];
type Observation = Exclude<Tables['observation'], undefined> extends Iterable<infer Row> ? Row : never;

/** Births below this are hidden, at every level. */
export const THRESHOLD = 5;
export const YEARS = [2022, 2023] as const;

const A = '200000101';
const B = '200000102';
const C = '200000103';

/** B straddles; 01003 joins 01002 on 1 January 2025. Population, and births of 2022 and 2023. */
const COMMUNES: readonly (readonly [
  code: string,
  epci: string | undefined,
  population: number,
  ...births: number[],
])[] = [
  ['01001', A, 210, 2, 3],
  ['01002', A, 900, 12, 9],
  ['01003', A, 180, 3, 2],
  ['01004', A, 500, 6, 4],
  ['01005', A, 1_500, 21, 25],
  ['01006', B, 160, 1, 2],
  ['01007', B, 700, 8, 7],
  ['01008', B, 2_500, 33, 30],
  ['01009', undefined, 240, 3, 3],
  ['69001', B, 150, 4, 2],
  ['69002', B, 260, 3, 4],
  ['69003', B, 4_000, 51, 47],
  ['69004', C, 190, 2, 1],
  ['69005', C, 650, 7, 8],
  ['69006', C, 120, 3, 3],
  ['69007', C, 1_200, 15, 14],
  ['69008', C, 90, 0, 0],
];

const COGS = [2024, 2025] as const;

/** Births of each commune of 2024, by year. */
export type Births = ReadonlyMap<string, readonly number[]>;

export const TRUE_BIRTHS: Births = new Map(COMMUNES.map(([code, , , ...births]) => [code, births]));

interface Territory {
  readonly level: Observation['level'];
  readonly code: string;
  readonly communes: string[];
}

/** Territories that are told of by each vintage, with the communes of 2024 that they are made of. */
const TOLD_OF: Readonly<Record<2024 | 2025, readonly Territory[]>> = {
  2024: territoriesOf(2024),
  2025: territoriesOf(2025),
};

function territoriesOf(cog: 2024 | 2025): readonly Territory[] {
  const groups = new Map<string, Territory>();
  for (const [code, epci] of COMMUNES) {
    const commune = cog === 2025 && code === '01003' ? '01002' : code;
    const holders = [
      ['commune', commune],
      ['epci', epci],
      ['departement', code.slice(0, 2)],
      ['region', '84'],
      ['france', 'FR'],
    ] as const;
    for (const [level, holder] of holders) {
      if (holder === undefined) continue;
      const group = groups.get(`${level} ${holder}`) ?? { level, code: holder, communes: [] };
      groups.set(`${level} ${holder}`, group);
      group.communes.push(code);
    }
  }
  return [...groups.values()];
}

export const TERRITORIES = [
  ...new Set(COGS.flatMap((cog) => TOLD_OF[cog].map(({ level, code }) => `${level}:${code}`))),
];

/** A figure that the provider of births has, before anything is hidden. */
export interface Figure {
  readonly territory: string;
  readonly cog: 2024 | 2025;
  readonly year: number;
  readonly value: number;
}

/** Every figure of births that are these, always in the same order. */
export function figuresOf(births: Births): readonly Figure[] {
  return YEARS.flatMap((year, at) =>
    COGS.flatMap((cog) =>
      TOLD_OF[cog].map(({ level, code, communes }) => ({
        territory: `${level}:${code}`,
        cog,
        year,
        value: communes.reduce((sum, commune) => sum + births.get(commune)![at]!, 0),
      })),
    ),
  );
}

/** The deliveries of a world in which births are these: what its provider gives, once small counts are hidden. */
export function deliveriesOf(births: Births): readonly WorldDelivery[] {
  const observation = figuresOf(births).map(({ territory, cog, year, value }, index): Observation => {
    const [level, code] = territory.split(':') as [Observation['level'], string]; // as figuresOf writes it
    const isSmall = value > 0 && value < THRESHOLD;
    const shown = isSmall ? ({ value: null, state: 'SECRET' } as const) : ({ value, state: 'PUBLISHED' } as const);
    return { measure: 'naissances', year, level, code, cog, line: index + 2, ...shown };
  });
  const populations = YEARS.flatMap((year) =>
    COMMUNES.map(
      ([code, , value]): Observation => ({
        measure: 'population_municipale',
        year,
        level: 'commune',
        code,
        cog: 2024,
        value,
        state: 'PUBLISHED',
        line: 0,
      }),
    ),
  );
  return [
    { id: 'geographie', title: 'Géographie', vintage: '2025', tables: geography() },
    { id: 'populations', title: 'Populations', vintage: '2023', tables: { observation: populations } },
    {
      id: 'naissances',
      title: 'Naissances',
      vintage: '2023',
      tables: { observation },
      secrecy: { threshold: THRESHOLD, below: true },
    },
  ];
}

function geography(): Tables {
  const inForce = (cog: number) => COMMUNES.filter(([code]) => cog === 2024 || code !== '01003');
  const merged = (codeBefore: string) => ({
    mod: 32,
    date: '2025-01-01',
    typeBefore: 'COM',
    codeBefore,
    nameBefore: `Commune ${codeBefore}`,
    typeAfter: 'COM',
    codeAfter: '01002',
    nameAfter: 'Commune 01002',
  });
  return {
    commune: COGS.flatMap((cog) =>
      inForce(cog).map(([code]) => ({
        cog,
        code,
        name: `Commune ${code}`,
        type: 'COM' as const,
        departement: code.slice(0, 2),
        region: '84',
        parent: null,
      })),
    ),
    departement: COGS.flatMap((cog) => [
      { cog, code: '01', name: 'Ain', region: '84' },
      { cog, code: '69', name: 'Rhône', region: '84' },
    ]),
    region: COGS.map((cog) => ({ cog, code: '84', name: 'Auvergne-Rhône-Alpes' })),
    epci: COGS.flatMap((cog) => [A, B, C].map((code) => ({ cog, code, name: `CC ${code}`, nature: 'CC' }))),
    membership: COGS.flatMap((cog) =>
      inForce(cog).flatMap(([commune, epci]) => (epci === undefined ? [] : [{ cog, epci, commune }])),
    ),
    movement: [merged('01002'), merged('01003')],
  };
}
