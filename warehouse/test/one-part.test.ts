import { type Cube, publish } from '@boussole/warehouse';
import { beforeAll, expect, test } from 'vitest';
import { deliver, everywhere, figures, inDataDirectory, openWarehouse } from './support/small-publication.ts';

/** Six communes in each of three départements, two of which are in the same région. */
const IN = Object.fromEntries(
  ['01', '38', '976'].map((departement) => [
    departement,
    Array.from({ length: 6 }, (_, index) => `${departement}${String(index + 1).padStart(5 - departement.length, '0')}`),
  ]),
) as Record<'01' | '38' | '976', string[]>;
const REGION = { '01': '84', '38': '84', '976': '06' } as const;
/** Whose communes have a figure in a year. */
const KNOWN = { 2021: ['976'], 2022: ['38'], 2023: ['38', '976'], 2024: ['01', '38', '976'] } as const;
const ASKED = ['commune:38001', 'commune:97601'] as const;
const reading = 'CONSTANT';

let told: Awaited<ReturnType<typeof readAll>>;
beforeAll(() =>
  inDataDirectory(async (dataDirectory) => {
    const departements = Object.keys(REGION) as (keyof typeof REGION)[];
    const input = await deliver(dataDirectory, {
      commune: departements.flatMap((departement) =>
        IN[departement].map((code) => {
          const region = REGION[departement];
          return { cog: 2025, code, name: code, type: 'COM' as const, departement, region, parent: null };
        }),
      ),
      departement: departements.map((code) => ({ cog: 2025, code, name: code, region: REGION[code] })),
      region: ['84', '06'].map((code) => ({ cog: 2025, code, name: code })),
      epci: [{ cog: 2025, code: '200000001', name: 'CC', nature: 'CC' }],
      membership: IN['38'].map((commune) => ({ cog: 2025, epci: '200000001', commune })),
      observation: Object.entries(KNOWN).flatMap(([year, known]) =>
        figures(
          'population_municipale',
          Number(year),
          2025,
          everywhere(
            known.flatMap((departement) => IN[departement]),
            100,
            Object.fromEntries(
              known.map((departement) => [`${departement}${departement === '976' ? '01' : '001'}`, 200]),
            ),
          ),
        ),
      ),
    });
    await publish({ dataDirectory, add: [input], now: new Date() });
    const warehouse = await openWarehouse(dataDirectory);
    told = await warehouse.read(undefined, readAll);
    await warehouse.close();
  }),
);

async function readAll(cube: Cube) {
  const years = Object.keys(KNOWN).map(Number);
  return Object.fromEntries(
    await Promise.all(
      years.map(async (year) => {
        const question = { territories: ASKED, indicators: ['population_municipale'], year, reading } as const;
        const [column] = (await cube.compare(question)).columns;
        const spread = (within: 'region:84' | undefined) =>
          cube.distribution({
            indicator: 'population_municipale',
            year,
            level: 'commune',
            territories: ASKED,
            reading,
            ...(within ? { within } : {}),
          });
        const spreads = await Promise.all([spread(undefined), spread('region:84')]);
        const placeIn = async (within: 'france' | 'region' | 'departement' | 'epci') => {
          const problems = await column!.positionProblems(within);
          return Array.from(
            await column!.positions(within),
            (position, index) => position?.size ?? problems[index] ?? null,
          );
        };
        const answer = {
          france: await placeIn('france'),
          region: await placeIn('region'),
          departement: await placeIn('departement'),
          epci: await placeIn('epci'),
          spreads: spreads.map(({ problem, quantiles, histogram, marks }) => {
            const isDescribed = quantiles.length > 0 && histogram !== undefined;
            return [problem ?? isDescribed, marks.positions.map((position) => position?.size ?? null)];
          }),
        };
        return [year, answer] as const;
      }),
    ),
  );
}

test('figures of one région are no ground for a rank in France', () => {
  expect(told[2021]).toEqual({
    france: [null, 'GROUP_OF_ONE_PART'],
    region: [null, 6],
    departement: [null, 6],
    epci: [null, null],
    spreads: [
      ['GROUP_OF_ONE_PART', [null, null]],
      ['GROUP_TOO_SMALL', [null, null]],
    ],
  });
});

test('figures of one département are none for a rank in its région, but in the département and the EPCI', () => {
  expect(told[2022]).toMatchObject({
    france: ['GROUP_OF_ONE_PART', null],
    region: ['GROUP_OF_ONE_PART', null],
    departement: [6, null],
    epci: [6, null],
  });
  expect(told[2023]).toMatchObject({
    france: [12, 12],
    region: ['GROUP_OF_ONE_PART', 6],
    departement: [6, 6],
    spreads: [
      [true, [12, 12]],
      ['GROUP_OF_ONE_PART', [null, null]],
    ],
  });
});

test('figures of several parts are, though others have none', () => {
  expect(told[2024]).toMatchObject({
    france: [18, 18],
    region: [12, 6],
    spreads: [
      [true, [18, 18]],
      [true, [12, null]],
    ],
  });
});
