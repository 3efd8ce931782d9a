import type { InputDraft } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RIVES } from './support/rows.ts';
import { startWorld, type World } from './support/world.ts';

const COMMUNES = ['01006', '69001', '69002', '69003', '69004', '69005'];
const both = (text: string) => ({ fr: text, en: text });

let world: World;
beforeAll(async () => {
  world = await startWorld({
    also: {
      comparability: [
        {
          code: 'DEFINITION_CHANGED',
          year: 2022,
          measures: ['foyers_rsa'],
          reason: both('droits ouverts aux étudiants'),
        },
        { code: 'SERIES_BREAK', year: 2023, measures: ['foyers_aah'], reason: both('nouveau fichier') },
        {
          code: 'PROVISIONAL_VALUES',
          years: [2023],
          measures: ['foyers_prime_activite'],
          reason: both('extraction de mars'),
        },
        {
          code: 'DENOMINATOR_OF_OTHER_YEAR',
          measures: ['apl_generalistes'],
          reason: both('population de 2020'),
          instead: both('Comparez une même année.'),
        },
      ],
      tables: { observation: observations() },
    },
  });
});
afterAll(() => world.close());

interface Told {
  readonly code: string;
  readonly message: string;
  readonly en: string;
  readonly comparableYears: number[] | null;
}

/** Warnings of a code that a question gets, from any of its answers, in both languages. */
async function bothLanguages(query: string, code: string): Promise<Told[]> {
  const { data, errors } = await world.ask(query);
  expect(errors).toBeUndefined();
  const answer = Object.values(data)[0] as { warnings: Told[] };
  return answer.warnings.filter((warning) => warning.code === code);
}

/** The same without the English sentence, which is checked to tell the same numbers. */
async function warnings(query: string, code: string): Promise<Omit<Told, 'en'>[]> {
  const told = await bothLanguages(query, code);
  const numbers = (sentence: string) => sentence.match(/\d+/g) ?? [];
  for (const { message, en } of told) expect(numbers(en)).toEqual(numbers(message));
  return told.map(({ en: _, ...warning }) => warning);
}

const WARNINGS = 'warnings { code message en: message(language: EN) comparableYears }';
const trend = (indicator: string, more = '', territory = 'commune:69001') =>
  `{ trend(indicator: "${indicator}", territories: ["${territory}"] ${more}) { ${WARNINGS} } }`;
const compare = (indicator: string, year: number, territory = 'commune:69001') =>
  `{ compare(territories: ["${territory}"], indicators: ["${indicator}"], year: ${year}, benchmarks: []) { ${WARNINGS} } }`;
const cell = (indicator: string, year: number, territory = 'commune:69001') =>
  `{ cell(indicator: "${indicator}", territory: "${territory}", year: ${year}) { ${WARNINGS} } }`;
const map = (indicator: string, year: number) =>
  `{ mapLayer(indicator: "${indicator}", year: ${year}, level: COMMUNE) { ${WARNINGS} } }`;
const grid = (indicator: string, ...years: number[]) => `{
  grid(rows: { territories: ["commune:69001"] }, columns: [${years.map((year) => `{ indicator: "${indicator}", year: ${year} }`)}]) { ${WARNINGS} }
}`;

describe('the comparability linter', () => {
  test('census surveys that overlap: no two of the years compare', async () => {
    for (const question of [trend('population_municipale'), grid('population_municipale', 2021, 2023)]) {
      const [warning] = await warnings(question, 'YEARS_NOT_COMPARABLE');
      expect(warning?.message).toMatch(/se recouvrent.*Aucune année chargée n’est assez éloignée/);
      expect(warning?.comparableYears).toBeNull();
    }
    expect(await warnings(grid('population_municipale', 2021), 'YEARS_NOT_COMPARABLE')).toEqual([]);
    expect(await warnings(compare('population_municipale', 2023), 'YEARS_NOT_COMPARABLE')).toEqual([]);
  });

  test('years shown that are too near: those of a pair that is loaded are advised, in a table as in a trend', async () => {
    const questions = [
      grid('logements', 2020, 2023),
      grid('logements', 2016, 2020),
      trend('logements'),
      trend('logements', 'from: 2020'),
      // It has 2017 too: the whole trend is advised, as its change is told.
      trend('logements', '', 'commune:01006'),
    ];
    for (const question of questions) {
      const [warning] = await warnings(question, 'YEARS_NOT_COMPARABLE');
      expect(warning?.message).toMatch(/Comparez par exemple 2016 et 2023\.$/);
      expect(warning?.comparableYears).toEqual([2016, 2023]);
    }
  });

  test('no year is advised in a trend of which its territories have no figure', async () => {
    const [warning] = await warnings(trend('logements', '', 'commune:69005'), 'YEARS_NOT_COMPARABLE');
    expect(warning?.message).toMatch(/Aucune année chargée n’est assez éloignée\.$/);
    expect(warning?.comparableYears).toBeNull();
  });

  test('a break that the source declares: nothing is measured across it, and the years before are advised', async () => {
    for (const question of [trend('foyers_aah'), grid('foyers_aah', 2021, 2022, 2023)]) {
      expect(await warnings(question, 'SERIES_BREAK')).toEqual([
        {
          code: 'SERIES_BREAK',
          message: expect.stringMatching(/rompue en 2023 \(nouveau fichier\).*Comparez par exemple 2021 et 2022/),
          comparableYears: [2021, 2022],
        },
      ]);
    }
    expect(await warnings(trend('foyers_aah', 'to: 2022'), 'SERIES_BREAK')).toEqual([]);
    const { data } = await world.ask(
      '{ trend(indicator: "foyers_aah", territories: ["commune:69001"]) { series { change { from to } } } }',
    );
    expect(data.trend.series[0].change).toEqual({ from: 2021, to: 2022 });
  });

  test('a comparison tells the change up to its year, and none across a break or where surveys overlap', async () => {
    const changes = async (indicator: string, year: number) => {
      const { data } = await world.ask(
        `{ compare(territories: ["commune:69001"], indicators: ["${indicator}"], year: ${year}) { columns { changes { from to absolute } } } }`,
      );
      return data.compare.columns[0].changes;
    };
    expect(await changes('foyers_aah', 2022)).toEqual([{ from: 2021, to: 2022, absolute: expect.any(Number) }]);
    expect(await changes('foyers_aah', 2023)).toEqual([null]);
    expect(await changes('population_municipale', 2021)).toEqual([null]);
  });

  test('a definition that changed: it warns, and names the years that are counted alike', async () => {
    const [warning] = await warnings(trend('foyers_rsa'), 'DEFINITION_CHANGED');
    expect(warning?.message).toMatch(/depuis 2022 \(droits ouverts aux étudiants\).*Comparez par exemple 2022 et 2023/);
    expect(warning?.comparableYears).toEqual([2022, 2023]);
    expect(await warnings(trend('part_foyers_rsa'), 'DEFINITION_CHANGED')).toHaveLength(1);
    expect(await warnings(trend('foyers_rsa', 'from: 2022'), 'DEFINITION_CHANGED')).toEqual([]);
    expect(await warnings(trend('foyers_allocataires'), 'DEFINITION_CHANGED')).toEqual([]);
  });

  test('a rate that its source reports to the population of another year says so everywhere', async () => {
    for (const question of [
      compare('apl_generalistes', 2022),
      cell('apl_generalistes', 2022),
      map('apl_generalistes', 2022),
    ]) {
      const [warning] = await warnings(question, 'DENOMINATOR_OF_OTHER_YEAR');
      expect(warning?.message).toMatch(
        /population d’une autre année \(population de 2020\)\. Comparez une même année\./,
      );
    }
  });

  test('provisional values: only where a figure of that year is shown', async () => {
    const [warning] = await warnings(trend('foyers_prime_activite'), 'PROVISIONAL_VALUES');
    expect(warning?.message).toMatch(/chiffres provisoires pour 2023 \(extraction de mars\)/);
    expect(await warnings(cell('part_foyers_prime_activite', 2023), 'PROVISIONAL_VALUES')).toHaveLength(1);
    expect(await warnings(trend('foyers_prime_activite', 'to: 2022'), 'PROVISIONAL_VALUES')).toEqual([]);
    expect(await warnings(compare('foyers_rsa', 2023), 'PROVISIONAL_VALUES')).toEqual([]);
    expect(await warnings(compare('foyers_prime_activite', 2023, 'commune:01099'), 'PROVISIONAL_VALUES')).toEqual([]);
  });

  test('small numbers: a rate on fewer than 20 cases is named, one on more is not', async () => {
    for (const question of [
      compare('part_foyers_rsa', 2023, 'commune:69003'),
      cell('part_foyers_rsa', 2023, 'commune:69003'),
    ]) {
      const [warning] = await warnings(question, 'SMALL_NUMBERS');
      expect(warning?.message).toMatch(
        /^Petits nombres : 1 taux repose sur moins de 20 cas \(Vaux 2023\) : [^.]*RSA[^.]*\..*chiffre de l’EPCI/,
      );
    }
    expect((await warnings(trend('part_foyers_rsa', '', 'commune:69003'), 'SMALL_NUMBERS'))[0]?.message).toMatch(
      /3 taux reposent/,
    );
    expect((await warnings(map('part_foyers_rsa', 2023), 'SMALL_NUMBERS'))[0]?.message).toMatch(/1 taux repose/);
    for (const question of [
      compare('part_foyers_rsa', 2023),
      compare('part_foyers_rsa', 2023, RIVES),
      compare('foyers_rsa', 2023, 'commune:69003'),
    ]) {
      expect(await warnings(question, 'SMALL_NUMBERS')).toEqual([]);
    }
  });

  test('small numbers: each rate on few cases is marked, and its cell says between which values chance leaves it', async () => {
    const { data } = await world.ask(`{
      compare(territories: ["commune:69003", "commune:69001"], benchmarks: [], indicators: ["part_foyers_rsa", "foyers_rsa"], year: 2023) {
        columns { fewCases }
      }
      few: cell(indicator: "part_foyers_rsa", territory: "commune:69003", year: 2023) { value chance { method cases over low high } }
      count: cell(indicator: "foyers_rsa", territory: "commune:69003", year: 2023) { chance { low } }
    }`);
    expect(data.compare.columns).toEqual([{ fewCases: [true, false] }, { fewCases: null }]);
    const file = async (name: string) => {
      const of = name.startsWith('trend')
        ? 'indicator=part_foyers_rsa'
        : 'indicators=part_foyers_rsa,foyers_rsa&year=2023&benchmarks=';
      const address = `${world.url}/export/${name}&territories=commune:69003,commune:69001&${of}`;
      return (await fetch(address)).text();
    };
    const csv = await file('compare.csv?style=excel');
    expect(csv).toMatch(/\r\ncommune:69003;[^\r]*;calculé, moins de 20 cas;[^\r]*;publié\r\n/);
    expect(csv.match(/, moins de 20 cas/g)).toHaveLength(1);
    expect(csv).toMatch(/\r\nLecture;[^\r]*« moins de 20 cas »/);
    expect(await file('trend.csv?style=excel')).toMatch(/\r\ncommune:69003;[^\r]*, moins de 20 cas/);
    const [titles, first, second] = (await file('compare.csv?style=plain')).split('\n');
    expect(titles).toMatch(
      /part_foyers_rsa@2023\.state,part_foyers_rsa@2023\.few_cases,foyers_rsa@2023,foyers_rsa@2023\.state$/,
    );
    expect([first, second].map((line) => line?.match(/,(true|false),/)?.[1])).toEqual(['true', 'false']);
    expect(
      JSON.parse(await file('compare.json?')).columns.map(({ fewCases }: { fewCases?: boolean[] }) => fewCases),
    ).toEqual([[true, false], undefined]);
    expect(JSON.parse(await file('compare.jsonstat.json?')).extension.fewCases).toEqual([true, false, false, false]);
    const { value, chance } = data.few;
    expect(value).toBeCloseTo((100 * chance.cases) / chance.over, 9);
    // Wilson's score interval, from its definition: both ends are rates whose own deviation puts the observed one 1.96 away.
    for (const end of [chance.low, chance.high]) {
      const rate = end / 100;
      const deviation = Math.sqrt((rate * (1 - rate)) / chance.over);
      expect(Math.abs(value / 100 - rate) / deviation).toBeCloseTo(1.959964, 5);
    }
    expect(chance.low).toBeLessThan(value);
    expect(chance).toMatchObject({ method: 'WILSON' });
    expect(data.count.chance).toBeNull();
  });

  test('a coverage that is not whole: the sum is not a total', async () => {
    const [warning] = await warnings(compare('foyers_allocataires', 2023, 'departement:69'), 'PARTIAL_COVERAGE');
    expect(warning?.message).toMatch(/Rhône 2023 \(80 % des communes\)/);
    expect(await warnings(compare('foyers_allocataires', 2023), 'PARTIAL_COVERAGE')).toEqual([]);
    const several = `{ compare(territories: ["departement:69"], indicators: ["foyers_allocataires", "foyers_rsa", "foyers_aah"], year: 2023, benchmarks: []) { warnings { code message en: message(language: EN) } } }`;
    expect(await bothLanguages(several, 'PARTIAL_COVERAGE')).toEqual([
      {
        code: 'PARTIAL_COVERAGE',
        message: expect.stringMatching(/ Foyers allocataires et RSA : Rhône 2023 \(80 % des communes\)\. Ce/),
        en: expect.stringMatching(
          / Recipient households and RSA: Rhône 2023 \(80% of the communes\)\. These are not totals/,
        ),
      },
    ]);
  });

  test('a coverage below half: there is no value at all', async () => {
    const { data } = await world.ask(
      '{ cell(indicator: "foyers_allocataires", territory: "region:84", year: 2021) { value state coverage { communes communesTotal population } explanation } }',
    );
    expect(data.cell).toMatchObject({ value: null, state: 'NOT_AVAILABLE' });
    expect(data.cell.coverage.population).toBeLessThan(0.5);
    expect(data.cell.explanation).toMatch(/ne suffisent pas/);
  });

  test('a floor of publication is not a level', async () => {
    const [warning] = await warnings(compare('taux_pauvrete', 2021, 'commune:69002'), 'FLOOR_VALUES');
    expect(warning?.message).toMatch(/la valeur 5 est un plancher/);
    expect(await warnings(compare('taux_pauvrete', 2021), 'FLOOR_VALUES')).toEqual([]);
  });

  test('a perimeter that changed on the way: the constant geography is advised, and does not warn', async () => {
    const question = (geography: string) => trend('population_municipale', `geography: ${geography}`, 'commune:01002');
    expect((await warnings(question('PUBLISHED'), 'PERIMETER_CHANGED'))[0]?.message).toMatch(
      /Bourg : lisez aussi la géographie constante/,
    );
    expect(await warnings(question('CONSTANT'), 'PERIMETER_CHANGED')).toEqual([]);
  });

  test('a year without figures is named with those that have some', async () => {
    const [warning] = await warnings(
      '{ compare(territories: ["commune:69001"], indicators: ["population_municipale", "taux_pauvrete"], year: 2023) { warnings { code message en: message(language: EN) comparableYears } } }',
      'YEAR_MISSING',
    );
    expect(warning?.message).toMatch(/pauvreté.*2021/);
  });
});

function observations(): NonNullable<InputDraft['tables']['observation']> {
  const years = [2021, 2022, 2023];
  const figures = (measure: string, year: number, figureOf: (index: number) => number | undefined) =>
    COMMUNES.flatMap((code, index) => {
      const value = figureOf(index);
      return value === undefined
        ? []
        : [
            {
              measure,
              year,
              level: 'commune' as const,
              code,
              cog: year + 2,
              value,
              state: 'PUBLISHED' as const,
              line: index + 2,
            },
          ];
    });
  // Vaux, the fourth, is small; Givrine, the fifth, has no recipient that anybody knows of. In 2021 only two communes are known.
  const recipients = (year: number) => (index: number) =>
    index === 4 || (year === 2021 && ![1, 3].includes(index)) ? undefined : index === 3 ? 90 : 1_000 + index;
  // 2017 has one commune only: no year to advise. The last commune has no figure of 2016.
  const surveys = [2016, 2017, 2020, 2023].flatMap((year) =>
    figures('logements', year, (index) =>
      (year === 2017 && index !== 0) || (year === 2016 && index === 5) ? undefined : 1_000 + year,
    ).map((row) => ({
      ...row,
      cog: 2025,
    })),
  );
  const others = years.flatMap((year) => [
    ...figures('foyers_allocataires', year, recipients(year)),
    ...figures('foyers_rsa', year, (index) => (index === 4 ? undefined : index === 3 ? 12 : 200 + year - 2021)),
    ...figures('foyers_aah', year, () => 100 + year - 2021),
    ...figures('foyers_prime_activite', year, () => 300 + year - 2021),
    ...figures('apl_generalistes', year, () => 3.1),
    ...(year === 2021 ? figures('taux_pauvrete', year, (index) => (index === 2 ? 5 : 14)) : []),
  ]);
  return [...surveys, ...others];
}
