import { readdirSync, readFileSync } from 'node:fs';
import {
  ENGLISH_ERRORS,
  ERROR_CODES,
  failure,
  isOfQuestion,
  type QuestionErrorCode,
  toEnglish,
  WARNING_CODES,
} from '@boussole/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainChangeInEnglish } from '../src/english/change.ts';
import { ENGLISH_WARNINGS } from '../src/english/warnings.ts';
import { startWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const FRENCH = /[«»’éèêàçùœ]|\b(le|la|les|des|une|est|pas|pour|dans)\b/i;
const ENGLISH = { 'accept-language': 'en-GB,en;q=0.9,fr;q=0.8' };
const COLUMN = '{ indicator: "population_municipale", year: 2023 }';

describe('an error', () => {
  test.each([
    ['{ territory(id: "Lyon") { id } }', '“Lyon” is no id of a territory.'],
    ['{ territories(first: -1) { totalCount } }', 'Argument “first”: a number of rows cannot be negative.'],
    ['{ territories(level: PARTIE) { totalCount } }', 'Argument “level”: PARTIE is not an official level'],
    ['{ compare(territories: [], indicators: ["x"]) { geography } }', 'the list is empty.'],
    [
      '{ mapLayer(indicator: "population_municipale", year: 1789) { ids } }',
      'has no values for 1789. Years available: 2021',
    ],
    [`{ grid(rows: {}, columns: [${COLUMN}]) { totalCount } }`, 'Argument “rows”: give “territories” or “level”.'],
    [
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], sort: [{}]) { totalCount } }`,
      'give exactly one key: name, code or column',
    ],
    [
      `{ grid(rows: { level: EPCI }, columns: [${COLUMN}], filters: [{ column: ${COLUMN}, operator: GT }]) { totalCount } }`,
      'GT needs a number “value”',
    ],
    [
      '{ trend(indicator: "population_municipale", territories: ["france:FR"], from: 2023, to: 2021) { years } }',
      '2023 is after 2021',
    ],
    ['{ tokens { id } }', 'Signing in is needed.'],
    ['{ inconnu }', 'The question is not valid: Cannot query field'],
    ['{ ...A } fragment A on Query { ...A }', 'the fragment “A” contains itself'],
  ])('of %s is told in English to who prefers it', async (query, expected) => {
    const { errors } = await world.ask(query, {}, ENGLISH);
    expect(errors?.[0]?.message).toContain(expected);
    expect(errors?.[0]?.message).not.toMatch(FRENCH);
    expect((await world.ask(query)).errors?.[0]?.message).toMatch(FRENCH);
  });

  test('of an address too, and says that it depends on the language', async () => {
    const response = await fetch(
      `${world.url}/export/grid.csv?level=EPCI&columns=population_municipale@2023&style=odd`,
      { headers: ENGLISH },
    );
    expect(response.headers.get('vary')).toMatch(/accept-language/i);
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect(errors[0]?.message).toBe('Argument “style”: “odd” is unknown; known: EXCEL, PLAIN.');
  });

  test.each(Object.keys(ENGLISH_ERRORS) as QuestionErrorCode[])(
    '%s is told the same facts in both languages',
    (code) => {
      const facts = new Proxy({}, { get: (_, name) => `‹${String(name)}›`, has: () => true });
      // Whatever the parameters of that code are, the proxy has them.
      const [french, english] = [failure(code, facts as never).message, toEnglish(code, facts as never)];
      const named = (text: string) => [...text.matchAll(/‹\w+›/g)].map(([name]) => name).sort();
      expect(named(english)).toEqual(named(french));
      expect(english).toMatch(/^[A-Z“].*[.›]$/);
      expect(english.replaceAll(/‹\w+›|“[^”]*”/g, '')).not.toMatch(FRENCH);
    },
  );

  test('of files and of the server is none of theirs', () => {
    expect(ERROR_CODES.filter((code) => isOfQuestion(code)).length).toBeLessThan(ERROR_CODES.length);
    expect(isOfQuestion('FILE_NOT_FOUND')).toBe(false);
  });

  test('of an argument has all of its phrases in English', () => {
    const folders = ['../src', '../../warehouse/src/reading', '../../warehouse/src/query'];
    const phrases = folders
      .flatMap(sourceOf)
      .flatMap((text) =>
        [...text.matchAll(/(?:problem: |invalid\([^,)]+, |problem = )(['`])((?:(?!\1).)+)\1/g)].map(
          ([, , phrase]) => phrase!,
        ),
      );
    expect(phrases.length).toBeGreaterThan(20);
    const told = phrases.map((phrase) => {
      const written = phrase.replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '7');
      return toEnglish('ARGUMENT_INVALID', { argument: 'x', problem: written });
    });
    const isFrench = (sentence: string) => FRENCH.test(sentence.replaceAll(/département|région/g, ''));
    expect(told.filter(isFrench)).toEqual([]);
  });
});

function sourceOf(folder: string): string[] {
  const directory = new URL(`${folder}/`, import.meta.url);
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(new URL(path, directory), 'utf8'));
}

describe('what figures come with', () => {
  test('cautions say in English what their code means', async () => {
    expect(WARNING_CODES.filter((code) => !ENGLISH_WARNINGS[code])).toEqual([]);
    for (const sentence of Object.values(ENGLISH_WARNINGS)) expect(sentence).not.toMatch(/[«»’éèêà]/);
    const { data } = await world.ask(
      '{ mapLayer(indicator: "revenu_median", year: 2021) { warnings { code message en: message(language: EN) } } }',
    );
    expect(data.mapLayer.warnings).toEqual([
      {
        code: 'HIDDEN_VALUES',
        message: expect.stringContaining('secret statistique'),
        en: 'Some values are hidden by statistical secrecy: neither zero nor missing.',
      },
    ]);
  });

  test.each([
    [
      'population_municipale',
      'commune:69001',
      2023,
      /^Figure published by Essai for Saint-Étienne-du-Mont, in the perimeter of 1 January 2025\.$/,
    ],
    [
      'population_municipale',
      'departement:69',
      2023,
      /^Sum of the figures of all 5 communes of Rhône, in the perimeter/,
    ],
    ['population_municipale', 'commune:01003', 2023, /^Petit-Bourg no longer exists since 2025-01-01/],
    [
      'revenu_median',
      'commune:01001',
      2021,
      /^Figure hidden by Essai under statistical secrecy\. This is not a zero\.$/,
    ],
    ['revenu_median', 'commune:01004', 2021, /^No loaded source gives “[^”]+” for Clairval/],
    ['revenu_median', 'departement:69', 2021, /is neither added up, averaged nor restated/],
  ])('the explanation of %s of %s in %i', async (indicator, territory, year, expected) => {
    const { data } = await world.ask(
      `{ cell(indicator: "${indicator}", territory: "${territory}", year: ${year}) { explanation en: explanation(language: EN) } }`,
    );
    expect(data.cell.en).toMatch(expected);
    expect(data.cell.explanation).not.toBe(data.cell.en);
  });

  test('differences, trends and totals', async () => {
    const { data, errors } = await world.ask(`{
      compare(territories: ["commune:69001"], indicators: ["population_municipale"]) { columns { againstBenchmarks { explanation(language: EN) } } }
      trend(indicator: "population_municipale", territories: ["commune:69001"]) { series { marker { points explanation(language: EN) } } }
      grid(rows: { level: COMMUNE, within: "departement:69" }, columns: [${COLUMN}]) { total { label(language: EN) problem(language: EN) } }
      none: grid(rows: { territories: ["departement:69"] }, columns: [${COLUMN}]) { total { label(language: EN) problem(language: EN) } }
    }`);
    expect(errors).toBeUndefined();
    expect(data.compare.columns[0].againstBenchmarks[0].explanation).toContain('compare a share or a rate');
    const { points, explanation } = data.trend.series[0].marker;
    expect(explanation).toBe(`At least 5 comparable points are needed to speak of a trend, and there are ${points}.`);
    expect(data.grid.total).toEqual({ label: 'All of Rhône', problem: null });
    expect(data.none.total.problem).toBe('No total: only a selection of communes is added up.');
  });

  test('mandates and trends continued', async () => {
    const { data, errors } = await world.ask(`{
      trend(indicator: "population_municipale", territories: ["commune:69001"]) {
        mandates { label(language: EN) }
        series {
          projection { reason(language: EN) method(language: EN) }
          mandateChanges { mandate { fr: label en: label(language: EN) } reason(language: EN) }
        }
      }
    }`);
    expect(errors).toBeUndefined();
    const [{ projection, mandateChanges }] = data.trend.series;
    expect(data.trend.mandates).toContainEqual({ label: 'Mandate 2020-2026' });
    expect(projection).toEqual({
      reason: expect.stringMatching(/^(Continuing a trend makes no sense under|At least \d+ comparable)/),
      method: null,
    });
    expect(mandateChanges.at(-1)).toEqual({
      mandate: expect.objectContaining({
        fr: expect.stringMatching(/^Mandat /),
        en: expect.stringMatching(/^Mandate /),
      }),
      reason: expect.stringMatching(/^(No loaded year|Only one year|The surveys of|The series breaks)/),
    });
  });

  test('a change with those that joined and left', () => {
    const part = { isCut: false, value: 400, joined: true, territory: undefined };
    const perimeterParts = [
      { ...part, code: '01001' },
      { ...part, code: '01002', isCut: true },
      { ...part, code: '01003', joined: false, value: undefined },
    ];
    const change = { from: 2016, to: 2022, absolute: 1240, relative: 18, yearly: 2.8, perimeter: 800, perimeterParts };
    expect(explainChangeInEnglish({ unit: 'count', decimals: 0 }, change)).toBe(
      '+18% from 2016 to 2022 (+1,240), of which +800 from 2 communes that joined (01001 and 01002, in part) and an unknown part from 1 commune that left (01003).',
    );
    expect(
      explainChangeInEnglish({ unit: 'percent', decimals: 1 }, { ...change, absolute: -1.25, perimeterParts: [] }),
    ).toBe('-1.3 points from 2016 to 2022.');
  });
});
