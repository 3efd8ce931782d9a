import type { ObservationRow } from '@boussole/warehouse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliveriesOf, THRESHOLD, TRUE_BIRTHS } from './support/secret-births.ts';
import { startWorld, type World } from './support/world.ts';

/** Recipients in three years, a share of them that is small in Vaux, and a floor of poverty. */
function observations(): ObservationRow[] {
  const row = { level: 'commune', state: 'PUBLISHED' } as const;
  const codes = ['01006', '69001', '69002', '69003', '69005'];
  const counts = [2021, 2022, 2023].flatMap((year) =>
    codes.flatMap((code, line) => [
      { ...row, measure: 'foyers_allocataires', year, code, cog: year + 2, value: code === '69003' ? 90 : 1_000, line },
      { ...row, measure: 'foyers_rsa', year, code, cog: year + 2, value: code === '69003' ? 12 : 200, line },
    ]),
  );
  const poverty = codes.map((code, line) => {
    return { ...row, measure: 'taux_pauvrete', year: 2021, code, cog: 2023, value: code === '69002' ? 5 : 14, line };
  });
  return [...counts, ...poverty];
}

/** Communes of an EPCI, and one whose births are too few to be told. */
const RIVE = ['01006', '01007', '01008', '69001', '69002', '69003'];
const SMALL = RIVE.find((code) => {
  const [births] = TRUE_BIRTHS.get(code)!;
  return births! > 0 && births! < THRESHOLD;
});

let world: World;
let secret: World;
beforeAll(async () => {
  [world, secret] = await Promise.all([
    startWorld({ also: { tables: { observation: observations() } } }),
    startWorld({ deliveries: deliveriesOf(TRUE_BIRTHS) }),
  ]);
  const communes = RIVE.filter((code) => code !== SMALL);
  await secret.catalogue.saveGroup({
    code: 'tous-sauf-un',
    name: 'Tous sauf un',
    description: '',
    communes,
    vintage: 2024,
  });
}, 120_000);
afterAll(() => Promise.all([world?.close(), secret?.close()]));

const RHONE = 'rows: { level: COMMUNE, within: "departement:69" }';
const POPULATION = '{ indicator: "population_municipale", year: 2023 }';

describe('what a statistician refuses is an error that says what to ask instead:', () => {
  test.each([
    [
      'a trend continued over 20 years',
      '{ trend(indicator: "population_municipale", territories: ["commune:69001"]) { series { projection(years: 20) { reason } } } }',
      'ARGUMENT_INVALID',
      /de 5 à 10/,
    ],
    [
      'a pyramid continued over 40 years',
      '{ ageProjection(territory: "departement:69", ahead: 40) { reason } }',
      'ARGUMENT_INVALID',
      /de 5 à 10 ans sont attendus/,
    ],
    [
      'a median of three peers',
      '{ peers(territory: "commune:69001", size: 3) { size } }',
      'ARGUMENT_INVALID',
      /en compte au moins 5/,
    ],
    [
      'peers that are alike in nothing',
      '{ peers(territory: "commune:69001", criteria: []) { size } }',
      'ARGUMENT_INVALID',
      /il faut au moins un critère/,
    ],
    ['the peers of France', '{ peers(territory: "france:FR") { size } }', 'ARGUMENT_INVALID', /n’a pas de semblables/],
    [
      'ranks of territories that hold each other',
      '{ compare(territories: ["commune:69001"], indicators: ["population_municipale"]) { columns { positions(within: COMMUNE) { ranks } } } }',
      'ARGUMENT_INVALID',
      /dans FRANCE, REGION, DEPARTEMENT ou EPCI/,
    ],
    [
      'a difference from nobody',
      '{ compare(territories: ["commune:69001"], indicators: ["part_foyers_rsa"], benchmarks: []) { columns { significance(benchmark: "region:84") { method } } } }',
      'ARGUMENT_INVALID',
      /ni un repère ni un territoire de cette comparaison/,
    ],
    [
      'rows of several geographies gathered under one',
      `{ grid(${RHONE}, groups: { by: EPCI }, geography: PUBLISHED, columns: [{ indicator: "population_municipale", year: 2021 }, ${POPULATION}]) { totalCount } }`,
      'ARGUMENT_INVALID',
      /regroupez à géographie constante, ou une seule année/,
    ],
    [
      'EPCI gathered under départements, that they straddle',
      `{ grid(rows: { level: EPCI }, groups: { by: DEPARTEMENT }, columns: [${POPULATION}]) { totalCount } }`,
      'ARGUMENT_INVALID',
      /seules des communes se regroupent/,
    ],
    [
      'years backwards',
      '{ trend(indicator: "population_municipale", territories: ["france:FR"], from: 2023, to: 2021) { years } }',
      'ARGUMENT_INVALID',
      /2023 est après 2021/,
    ],
    [
      'a map of a year that nobody counted',
      '{ mapLayer(indicator: "revenu_median", year: 2022, level: COMMUNE) { ids } }',
      'YEAR_UNAVAILABLE',
      /Années disponibles : 2021/,
    ],
    [
      'an age that a median has not',
      `{ grid(${RHONE}, columns: [{ indicator: "revenu_median", year: 2021, age: "75-plus" }]) { totalCount } }`,
      'SLICE_UNKNOWN',
      /Tranches de sexe et d’âge disponibles/,
    ],
  ])('%s', async (_, question, code, instead) => {
    const { errors } = await world.ask(question);
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(errors?.[0]?.message).toMatch(instead);
  });
});

/** What a path of an answer holds. */
function at(data: unknown, path: string): unknown {
  return path.split('.').reduce((value: unknown, key) => (value as Record<string, unknown> | null)?.[key], data);
}

describe('what has no meaning has no figure, and says why and what to read:', () => {
  test.each([
    [
      'the median of a département, from those of its communes',
      '{ cell(indicator: "revenu_median", territory: "departement:69", year: 2021) { value explanation } }',
      'cell.value',
      'cell.explanation',
      /ne s’additionne ni ne se moyenne : il faut un chiffre publié/,
    ],
    [
      'a poverty rate, as the mean of those of communes',
      '{ cell(indicator: "taux_pauvrete", territory: "epci:200000022", year: 2021) { value explanation } }',
      'cell.value',
      'cell.explanation',
      /ne s’additionne ni ne se moyenne : il faut un chiffre publié/,
    ],
    [
      'a median restated in the perimeter of a merger',
      '{ cell(indicator: "revenu_median", territory: "commune:01002", year: 2021) { value explanation } }',
      'cell.value',
      'cell.explanation',
      /ne se recalcule pas quand le périmètre change.*Lisez la géographie publiée/,
    ],
    [
      'the total of EPCI that straddle the département',
      `{ grid(rows: { level: EPCI, within: "departement:69" }, columns: [${POPULATION}]) { total { values problem } } }`,
      'grid.total.values.0',
      'grid.total.problem',
      /débordent du territoire choisi/,
    ],
    [
      'the sum of a commune and of its département',
      `{ grid(rows: { territories: ["commune:69001", "departement:69"] }, columns: [${POPULATION}]) { total { values problem } } }`,
      'grid.total.values.0',
      'grid.total.problem',
      /seule une sélection de communes se totalise/,
    ],
    [
      'the sum of communes of several years, as they were',
      `{ grid(rows: { territories: ["commune:01002", "commune:01003"] }, geography: PUBLISHED, columns: [${POPULATION}]) { total { values problem } } }`,
      'grid.total.values.0',
      'grid.total.problem',
      /lisez-la à géographie constante/,
    ],
    [
      'the total of medians',
      '{ grid(rows: { territories: ["commune:69001", "commune:69002"] }, columns: [{ indicator: "revenu_median", year: 2021 }]) { total { values problem } } }',
      'grid.total.values.0',
      'grid.total.problem',
      /ne s’additionnent ni ne se moyennent/,
    ],
    [
      'a change between censuses whose surveys overlap',
      '{ trend(indicator: "population_municipale", territories: ["commune:69001"]) { series { change { absolute } mandateChanges { change { absolute } reason } } } }',
      'trend.series.0.change',
      'trend.series.0.mandateChanges.0.reason',
      /se recouvrent : leur écart n’est pas une évolution\. (L’évolution se lira|Cette période est trop courte)|Une seule année/,
    ],
    [
      'a trend of three points',
      '{ trend(indicator: "part_foyers_rsa", territories: ["commune:69001"]) { series { marker { judgement explanation } } } }',
      'trend.series.0.marker.judgement',
      'trend.series.0.marker.explanation',
      /Il faut au moins 5 années comparables/,
    ],
    [
      'the continuation of three points',
      '{ trend(indicator: "part_foyers_rsa", territories: ["commune:69001"]) { series { projection { points { value } reason } } } }',
      'trend.series.0.projection.points.0',
      'trend.series.0.projection.reason',
      /Il faut au moins 5 années comparables/,
    ],
    [
      'the continuation of a hamlet',
      '{ trend(indicator: "part_foyers_rsa", territories: ["commune:69003"]) { series { projection { points { value } reason } } } }',
      'trend.series.0.projection.points.0',
      'trend.series.0.projection.reason',
      /n’a pas de sens sous 2\s000 habitants/,
    ],
    [
      'a count judged higher than that of another territory',
      '{ compare(territories: ["commune:69001"], benchmarks: ["commune:69002"], indicators: ["foyers_rsa"], year: 2023) { columns { againstBenchmarks { lows verdicts explanation } } } }',
      'compare.columns.0.againstBenchmarks.0.lows.0',
      'compare.columns.0.againstBenchmarks.0.explanation',
      /comparez une part ou un taux/,
    ],
    [
      'a median judged higher than another, without the households behind',
      '{ compare(territories: ["commune:69001"], benchmarks: ["commune:69002"], indicators: ["revenu_median"], year: 2021) { columns { againstBenchmarks { lows verdicts explanation } } } }',
      'compare.columns.0.againstBenchmarks.0.lows.0',
      'compare.columns.0.againstBenchmarks.0.explanation',
      /publié sans les effectifs|rien ne distingue un écart du hasard|effectifs/,
    ],
  ])('%s', async (_, question, figure, text, instead) => {
    const { data, errors } = await world.ask(question);
    expect(errors).toBeUndefined();
    expect(at(data, figure) ?? null).toBeNull();
    expect(at(data, text)).toMatch(instead);
  });

  test('a rank among the four communes of an EPCI, and their quartiles', async () => {
    const { data } = await world.ask(`{
      compare(territories: ["commune:01002"], indicators: ["population_municipale"], year: 2023, benchmarks: []) {
        columns { positions(within: EPCI) { ranks percentiles quintiles } }
      }
      distribution(indicator: "population_municipale", year: 2023, level: COMMUNE, within: "epci:200000011") { problem quantiles { value } }
    }`);
    expect(data.compare.columns[0].positions).toEqual({ ranks: [null], percentiles: [null], quintiles: [null] });
    expect(data.distribution).toEqual({ problem: 'GROUP_TOO_SMALL', quantiles: [] });
  });

  test('the place of what is hidden', async () => {
    const { data } = await world.ask(`{
      compare(territories: ["commune:01001"], indicators: ["revenu_median"], year: 2021, benchmarks: []) {
        columns { states positions(within: FRANCE) { ranks percentiles } }
      }
      distribution(indicator: "revenu_median", year: 2021, level: COMMUNE, territories: ["commune:01001"]) {
        marks { values states positions { ranks percentiles } }
      }
    }`);
    const nothing = { ranks: [null], percentiles: [null] };
    expect(data.compare.columns[0]).toEqual({ states: ['SECRET'], positions: nothing });
    expect(data.distribution.marks).toEqual({ values: [null], states: ['SECRET'], positions: nothing });
  });
});

describe('what may be read with care carries the caution that says what to do instead:', () => {
  test.each([
    [
      'years of a census side by side',
      'grid(rows: { territories: ["commune:69001"] }, columns: [{ indicator: "population_municipale", year: 2021 }, { indicator: "population_municipale", year: 2023 }])',
      'YEARS_NOT_COMPARABLE',
      /n’est pas une évolution\. (Aucune année|Comparez)/,
    ],
    [
      'a trend over a merger, as published',
      'trend(indicator: "population_municipale", territories: ["commune:01002"], geography: PUBLISHED)',
      'PERIMETER_CHANGED',
      /lisez aussi la géographie constante/,
    ],
    [
      'years side by side over a merger, as published',
      'grid(rows: { territories: ["commune:01002", "commune:69001"] }, geography: PUBLISHED, columns: [{ indicator: "population_municipale", year: 2021 }, { indicator: "population_municipale", year: 2023 }])',
      'PERIMETER_CHANGED',
      /a changé pour Bourg : lisez aussi la géographie constante/,
    ],
    [
      'a figure of the ground of then under the name of today, as published',
      'compare(territories: ["commune:01002", "commune:69001"], indicators: ["population_municipale"], year: 2021, geography: PUBLISHED, benchmarks: [])',
      'PERIMETER_CHANGED',
      /^Bourg 2021 : le chiffre est celui du périmètre de l’époque, qui a changé depuis\. Pour .+ géographie constante\.$/,
    ],
    [
      'its place among the others',
      'distribution(indicator: "population_municipale", year: 2021, territories: ["commune:01002"], geography: PUBLISHED)',
      'PERIMETER_CHANGED',
      /^Bourg 2021 : le chiffre est celui/,
    ],
    [
      'a map of the ground of then',
      'mapLayer(indicator: "population_municipale", year: 2021, level: COMMUNE, geography: PUBLISHED)',
      'PERIMETER_CHANGED',
      /^Bourg 2021 : le chiffre est celui du périmètre de l’époque, qui a changé depuis\. Pour .+ géographie constante\.$/,
    ],
    [
      'a map of the communes of an EPCI',
      'mapLayer(indicator: "population_municipale", year: 2021, level: COMMUNE, within: "epci:200000011", geography: PUBLISHED)',
      'PERIMETER_CHANGED',
      /^Bourg 2021 : le chiffre est celui/,
    ],
    [
      'a rate on twelve cases',
      'compare(territories: ["commune:69003"], indicators: ["part_foyers_rsa"], year: 2023, benchmarks: [])',
      'SMALL_NUMBERS',
      /chiffre de l’EPCI/,
    ],
    [
      'a sum of some communes',
      'compare(territories: ["departement:69"], indicators: ["foyers_rsa"], year: 2023, benchmarks: [])',
      'PARTIAL_COVERAGE',
      /Ce ne sont pas des totaux : comparez des parts ou des taux, ou des territoires complets/,
    ],
    [
      'a rank among those at the floor',
      'compare(territories: ["commune:69002"], indicators: ["taux_pauvrete"], year: 2021, benchmarks: [])',
      'FLOOR_VALUES',
      /Ne classez pas entre eux/,
    ],
    [
      'a year that one of two indicators has not',
      'compare(territories: ["commune:69001"], indicators: ["population_municipale", "taux_pauvrete"], year: 2023, benchmarks: [])',
      'YEAR_MISSING',
      /années : 2021/,
    ],
    [
      'a hole taken for a zero',
      'mapLayer(indicator: "revenu_median", year: 2021, level: COMMUNE)',
      'HIDDEN_VALUES',
      /ce n’est ni zéro ni une absence/,
    ],
  ])('%s', async (_, question, code, instead) => {
    const { data, errors } = await world.ask(`{ answer: ${question} { warnings { code message } } }`);
    expect(errors).toBeUndefined();
    const said = data.answer.warnings.filter((warning: { code: string }) => warning.code === code);
    expect(said).toHaveLength(1);
    expect(said[0].message).toMatch(instead);
  });

  test.each([
    ['today’s ground', 'year: 2023, level: COMMUNE, geography: PUBLISHED'],
    ['constant geography', 'year: 2021, level: COMMUNE, geography: CONSTANT'],
    ['départements', 'year: 2021, level: DEPARTEMENT, geography: PUBLISHED'],
  ])('and a map of %s needs no such caution', async (_, asked) => {
    const { data, errors } = await world.ask(
      `{ mapLayer(indicator: "population_municipale", ${asked}) { ids warnings { code } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.mapLayer.ids).not.toEqual([]);
    expect(data.mapLayer.warnings.map(({ code }: { code: string }) => code)).not.toContain('PERIMETER_CHANGED');
  });

  test('and years side by side in constant geography need no such caution', async () => {
    const { data } = await world.ask(
      '{ grid(rows: { territories: ["commune:01002"] }, columns: [{ indicator: "population_municipale", year: 2021 }, { indicator: "population_municipale", year: 2023 }]) { warnings { code } } }',
    );
    expect(data.grid.warnings.map(({ code }: { code: string }) => code)).not.toContain('PERIMETER_CHANGED');
  });
});

describe('what would isolate a secret is not computed:', () => {
  const births = (territory: string, geography = 'CONSTANT') =>
    `cell(indicator: "naissances", territory: "${territory}", year: 2022, geography: ${geography}) { value state explanation }`;

  test('a group that is a published whole less one hidden commune', async () => {
    const { data, errors } = await secret.ask(`{
      ${RIVE.map((code) => `_${code}: ${births(`commune:${code}`)}`)}
      whole: ${births('epci:200000102')}
      group: ${births('groupe:tous-sauf-un')}
    }`);
    expect(errors).toBeUndefined();
    expect(data[`_${SMALL}`].value).toBeNull();
    const shown = RIVE.filter((code) => data[`_${code}`].value !== null);
    // The group is the sum of what is shown of it: taken from the whole, it leaves the hidden commune and at least another.
    expect(data.group.value).toBe(shown.reduce((sum, code) => sum + data[`_${code}`].value, 0));
    expect(data.whole.value === null || shown.length < RIVE.length - 1).toBe(true);
  });

  test('the difference of the same figure in two geographies', async () => {
    const { data } = await secret.ask(`{
      merged: ${births('commune:01002')}
      before: ${births('commune:01002', 'PUBLISHED')}
      gone: ${births('commune:01003', 'PUBLISHED')}
    }`);
    const known = [data.merged, data.before, data.gone].filter(({ value }) => value !== null);
    // 01003 joined 01002: two of the three figures would tell the third.
    expect(known.length === 3 || known.length < 2).toBe(true);
    expect(data.gone).toMatchObject({ value: null, explanation: expect.stringMatching(/secret|soustraction/) });
  });
});
