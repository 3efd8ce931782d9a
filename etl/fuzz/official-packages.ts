import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Figures } from './figures.ts';

const require = createRequire(import.meta.url);

/** Years of the populations of each package, in its own COG vintage: of communes, of the members of EPCI, of EPCI. */
const PACKAGES: readonly (readonly [cog: number, communes?: number, members?: number, epci?: number])[] = [
  [2019, 2016, undefined, 2016],
  [2020, undefined, undefined, 2017],
  [2021, 2019, 2018, 2018],
  [2022, 2020, 2019, 2019],
  [2023, undefined, 2020, 2020],
  [2024, 2022, 2021, 2021],
  [2025, 2023, 2022, 2022],
];

export interface PackagedCommune {
  readonly code: string;
  readonly type: string;
  readonly departement?: string;
  readonly region?: string;
  readonly chefLieu?: string;
  readonly anciensCodes?: readonly string[];
  readonly population?: number;
}

export interface PackagedEpci {
  readonly code: string;
  readonly populationTotale?: number;
  readonly populationMunicipale?: number;
  readonly membres: readonly {
    readonly code: string;
    readonly populationTotale?: number;
    readonly populationMunicipale?: number;
  }[];
}

/** Legal populations of the packages of these COG vintages, of those that the project installs. */
export function readPackages(vintages: ReadonlySet<number>): readonly Figures[] {
  return PACKAGES.filter(([cog]) => vintages.has(cog)).flatMap(([cog, communes, members, epci]) => {
    const found: Figures[] = [];
    const add = (
      level: 'commune' | 'epci',
      year: number | undefined,
      rows: readonly {
        readonly code: string;
        readonly home: string;
        readonly municipal?: number;
        readonly total?: number;
      }[],
    ): void => {
      if (year === undefined) return;
      // Mayotte was counted in 2017, and later editions repeat that year.
      for (const [at, isHere] of [
        [2017, true],
        [year, false],
      ] as const) {
        const here = rows.filter(({ home }) => home.startsWith('976') === isHere);
        const of = (value: (row: (typeof rows)[number]) => number | undefined) =>
          new Map(here.flatMap((row) => (value(row) === undefined ? [] : [[row.code, value(row)!] as const])));
        const base = { year: at, level, cog, priority: 40 };
        found.push(
          { ...base, measure: 'population_municipale', values: of(({ municipal }) => municipal) },
          { ...base, measure: 'population_totale', values: of(({ total }) => total) },
          {
            ...base,
            measure: 'population_comptee_a_part',
            values: of(({ municipal, total }) =>
              total === undefined || municipal === undefined ? undefined : total - municipal,
            ),
          },
        );
      }
    };
    const groups = packaged<PackagedEpci>(cog, 'epci');
    add(
      'commune',
      communes,
      packaged<PackagedCommune>(cog, 'communes')
        .filter(({ type }) => type === 'commune-actuelle')
        .map(({ code, population }) => ({ code, home: code, municipal: population })),
    );
    add(
      'commune',
      members,
      groups.flatMap(({ membres }) =>
        membres.map(({ code, populationMunicipale, populationTotale }) => {
          return { code, home: code, municipal: populationMunicipale, total: populationTotale };
        }),
      ),
    );
    add(
      'epci',
      epci,
      groups.map(({ code, membres, populationMunicipale, populationTotale }) => {
        return { code, home: membres[0]?.code ?? '', municipal: populationMunicipale, total: populationTotale };
      }),
    );
    return found.filter(({ values }) => values.size > 0);
  });
}

/** A table of the package of a COG vintage. */
export function packaged<T>(cog: number, name: string): readonly T[] {
  const folder = dirname(require.resolve(`cog-${cog}/package.json`));
  return JSON.parse(readFileSync(join(folder, 'data', `${name}.json`), 'utf8')) as readonly T[]; // the packages' own shape
}
