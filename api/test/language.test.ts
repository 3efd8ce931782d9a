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
import { explainEventInEnglish } from '../src/english/event.ts';
import { explainLoadProblemInEnglish } from '../src/english/load-problem.ts';
import { explainPublicationChangeInEnglish } from '../src/english/publication-change.ts';
import { explainMatchInEnglish } from '../src/english/search-reason.ts';
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
    ['{ territory(id: "commune:27058@2016-13-31") { id } }', '“commune:27058@2016-13-31” is no id of a territory.'],
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
    [
      '{ inconnu }',
      'The question is not valid: line 1, column 3, the field “inconnu” does not exist on “Query”. Remove it: the schema',
    ],
    ['{ ...A } fragment A on Query { ...A }', 'line 1, column 32, the fragment “A” contains itself. Remove “...A”.'],
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

describe('a page for people who ask the API', () => {
  const PAGES = ['/graphql', '/export'] as const;
  const read = async (address: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${world.url}${address}`, { headers: { accept: 'text/html', ...headers } });
    return { headers: response.headers, text: await response.text() };
  };
  /** What people read: neither marks, nor code, nor questions, nor what is to be kept in French. */
  const words = (page: string) =>
    page
      .replaceAll(/<(textarea|code|title)\b.*?<\/\1>/gs, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/départements?|régions?|Français/g, '');

  test.each(PAGES)('%s is in the language that its address says, or that its reader prefers', async (path) => {
    const asked: [string, Record<string, string>, string][] = [
      [path, {}, 'fr'],
      [path, { 'accept-language': 'de' }, 'fr'],
      [path, ENGLISH, 'en'],
      [`${path}?lang=en`, {}, 'en'],
      [`${path}?lang=en`, { 'accept-language': 'fr' }, 'en'],
      [`${path}?lang=fr`, ENGLISH, 'fr'],
      [`${path}?lang=xx`, ENGLISH, 'en'],
    ];
    for (const [address, preferred, language] of asked) {
      const { headers, text } = await read(address, preferred);
      expect([address, headers.get('content-language')]).toEqual([address, language]);
      expect(text).toContain(`<html lang="${language}">`);
      expect(headers.get('vary')).toMatch(/accept-language/i);
      const other = language === 'fr' ? 'en' : 'fr';
      expect(text).toMatch(new RegExp(`<a href="${path}\\?lang=${other}" hreflang="${other}" lang="${other}">`));
    }
  });

  test.each(PAGES)('%s says all of what it says in French in English', async (path) => {
    const [french, english] = await Promise.all([read(`${path}?lang=fr`), read(`${path}?lang=en`)]);
    expect(words(french.text)).toMatch(FRENCH);
    expect(words(english.text).match(FRENCH)?.[0]).toBeUndefined();
    const marks = ({ text }: typeof french) => text.match(/<\w+/g);
    expect(marks(english)).toEqual(marks(french));
    const terms = ({ text }: typeof french) => text.match(/<(dt|th)\b[^>]*><code>[^<]+/g);
    expect(terms(english)).toEqual(terms(french));
  });

  test('leads to the dashboard and the other page in the same language', async () => {
    expect((await read('/graphql?lang=en')).text).toMatch(/href="\/export\?lang=en".*href="\/en"/s);
    expect((await read('/export?lang=en')).text).toContain('href="/graphql?lang=en"');
  });
});

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
        en: '2 values are hidden by statistical secrecy: neither zero nor missing.',
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
      /^Figure hidden under statistical secrecy, by Essai\. This is not a zero\.$/,
    ],
    ['revenu_median', 'commune:01004', 2021, /^Essai does not give “[^”]+” for Clairval in that year: line \d+ of/],
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
    expect(explanation).toBe(`At least 5 comparable years are needed to speak of a trend, and there are ${points}.`);
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
    expect(data.trend.mandates).toContainEqual({ label: 'Term 2020-2026' });
    expect(projection).toEqual({
      reason: expect.stringMatching(/^(Continuing a trend makes no sense under|At least \d+ comparable)/),
      method: null,
    });
    expect(mandateChanges.at(-1)).toEqual({
      mandate: expect.objectContaining({
        fr: expect.stringMatching(/^Mandat /),
        en: expect.stringMatching(/^Term /),
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
    const change = {
      from: 2016,
      to: 2022,
      absolute: 1240,
      shown: 1240,
      relative: 18,
      yearly: 2.8,
      perimeter: 800,
      perimeterParts,
      relativeDecimals: 1,
      yearlyDecimals: 1,
    };
    expect(explainChangeInEnglish({ unit: 'count' }, { ...change, decimals: 0 })).toBe(
      '+18.0% from 2016 to 2022 (+1,240), of which +800 from 2 communes that joined (01001 and 01002, in part) and an unknown part from 1 commune that left (01003).',
    );
    expect(
      explainChangeInEnglish({ unit: 'percent' }, { ...change, decimals: 1, shown: -1.3, perimeterParts: [] }),
    ).toBe('−1.3 points from 2016 to 2022.');
    expect(
      explainChangeInEnglish({ unit: 'count' }, { ...change, decimals: -2, relativeDecimals: 0, perimeterParts: [] }),
    ).toBe('+18% from 2016 to 2022 (about +1,200).');
  });
});

describe('what happened', () => {
  const FRENCH_WORDS =
    /[«»’]|\b(Fusion|Création|Changement|Rétablissement|Suppression|Arrivée|Départ|Fin|rejoi\w+|quitte|devient|forme|passe|partagée|venues|communes? déléguée|et)\b/;

  test.each([
    ['Fusion simple : A-le-Vieux (74011) rejoint A (74010)', 'Merger: A-le-Vieux (74011) joins A (74010)'],
    [
      'Création de commune nouvelle : A (1), B (2) et C (3) rejoignent D (4), qui devient E',
      'New commune made of several: A (1), B (2) and C (3) join D (4), which becomes E',
    ],
    [
      'Fusion : A (1) et B (2) forment C (3) (d’après les listes annuelles de 2024)',
      'Merger: A (1) and B (2) form C (3) (from the yearly lists of 2024)',
    ],
    [
      'Rétablissement : Celles (15031) se sépare de Neussargues (15141), qui devient N-M',
      'Restored: Celles (15031) separates from Neussargues (15141), which becomes N-M',
    ],
    [
      'Suppression : Creusy (45117) est partagée entre Chevilly (45093) et Sougy (45313)',
      'Abolished: Creusy (45117) is shared between Chevilly (45093) and Sougy (45313)',
    ],
    [
      'Changement de département : Freigné passe du code 49144 au code 44225 et devient F',
      'Change of département: Freigné goes from code 49144 to code 44225 and becomes F',
    ],
    ['Changement de nom : Châlons (51108) devient Châlons-en-C', 'New name: Châlons (51108) becomes Châlons-en-C'],
    [
      'Création de CC du Haut, avec 12 communes venues de CC A (10), CC B (1) et hors EPCI (1)',
      'Creation of CC du Haut, with 12 communes, from CC A (10), CC B (1) and no EPCI (1)',
    ],
    [
      'Fin de CC A : ses communes rejoignent CC B (3) et CC C (1)',
      'End of CC A: its communes join CC B (3) and CC C (1)',
    ],
    [
      'Entrée dans le code officiel géographique : Saint-Denis (97411) et Saint-Paul (97415)',
      'Entry into the official geographic code: Saint-Denis (97411) and Saint-Paul (97415)',
    ],
    ['A quitte CC B pour CC C', 'A leaves CC B for CC C'],
    ['A rejoint CC C', 'A joins CC C'],
    ['A quitte CC B et n’est plus membre d’aucun EPCI', 'A leaves CC B and belongs to no EPCI'],
    ['Arrivée de A (1) et B (2), de CC D', 'Arrival of A (1) and B (2), from CC D'],
    ['Arrivée d’Échirolles (38151), d’Agglo A', 'Arrival of Échirolles (38151), from Agglo A'],
    ['Départ du Havre (76351), vers CC D', 'Departure of Le Havre (76351), to CC D'],
    ['Fin des Portes : ses communes rejoignent CC B (3)', 'End of Les Portes: its communes join CC B (3)'],
    ['Création du Havre Seine, avec 2 communes', 'Creation of Le Havre Seine, with 2 communes'],
    ['Rétablissement : A (1) se sépare d’Alby (2)', 'Restored: A (1) separates from Alby (2)'],
    [
      'Départ de 10 communes (A (1), B (2) et 8 autres), vers CC D',
      'Departure of 10 communes (A (1), B (2) and 8 more), to CC D',
    ],
    [
      'Transformation en communes déléguées des communes associées A (1) et B (2)',
      'Associated communes made delegate communes: A (1) and B (2)',
    ],
  ])('to a territory: %s', (french, english) => {
    expect(explainEventInEnglish(french)).toBe(english);
  });

  test('to any territory of the world of tests has no word of the French sentence', async () => {
    const { data } = await world.ask(
      `{ territories(first: 100) { edges { node { events { label en: label(language: EN) } } } } }`,
    );
    type Edge = { node: { events: { label: string; en: string }[] } };
    const events = data.territories.edges.flatMap(({ node }: Edge) => node.events);
    expect(events.length).toBeGreaterThan(0);
    for (const { en } of events) expect(en).not.toMatch(FRENCH_WORDS);
  });

  test.each([
    ['ancienne commune : Annecy-le-Vieux (74011)', 'former commune: Annecy-le-Vieux (74011)'],
    ['arrondissement : Lyon 3e', 'arrondissement: Lyon 3e'],
    ['ancien EPCI : CC A', 'former EPCI: CC A'],
    ['ancien nom : Châlons', 'former name: Châlons'],
  ])('to a name that answers a search: %s', (french, english) => {
    expect(explainMatchInEnglish(french)).toBe(english);
  });

  test('from one publication to the next', () => {
    const source = { id: 's', title: { fr: 'Foyers (caf)', en: 'Families (caf)' } };
    const tell = (sentence: string) => explainPublicationChangeInEnglish(sentence, [{ source } as never]); // only the title is read
    expect(tell('Ajout : Foyers (caf), millésime 2022 (a (1).csv).')).toBe(
      'Added: Families (caf), vintage 2022 (a (1).csv).',
    );
    expect(tell('Retrait : Autre, millésime 2021 (b.csv).')).toBe('Removed: Autre, vintage 2021 (b.csv).');
    expect(
      tell('Remplacement : Foyers (caf), millésime 2022 (a.csv) : 1\u202f204 chiffres modifiés, 1 nouveau, 0 retiré.'),
    ).toBe('Replaced: Families (caf), vintage 2022 (a.csv): 1,204 figures changed, 1 new, 0 removed.');
  });

  test('to a delivery that was refused: where, and what it means', () => {
    const refused = failure('VALUE_INVALID', {
      file: 'a b.csv',
      line: 3,
      column: 'Pop',
      value: 'x',
      expected: 'un nombre',
    });
    expect(explainLoadProblemInEnglish(refused)).toBe(
      'a b.csv, line 3, column “Pop”: a value is not what its column holds. Correct it, or declare it as a marker in the descriptor.',
    );
    expect(explainLoadProblemInEnglish(failure('SOURCE_UNKNOWN', { source: 'x', known: 'y' }))).toMatch(
      /^The source does not/,
    );
    for (const code of ERROR_CODES) expect(explainLoadProblemInEnglish({ code, message: '' })).not.toMatch(FRENCH);
  });

  test('is found in the API, with what it is made of', async () => {
    const { data, errors } = await world.ask(`{
      publications { changes changesInEnglish: changes(language: EN) inputs { source { fr: title en: title(language: EN) } } }
      loads { problem(language: EN) }
      territories(search: "Petit-Bourg") { edges { reason en: reason(language: EN) } }
      cell(indicator: "population_municipale", territory: "commune:01002", year: 2022) { parts { fr: label en: label(language: EN) } }
    }`);
    expect(errors).toBeUndefined();
    const [publication] = data.publications;
    expect(publication.changesInEnglish).toHaveLength(publication.changes.length);
    for (const change of publication.changesInEnglish) expect(change).toMatch(/^(Added|Replaced|Removed): /);
    expect(data.cell.parts[0].en).toMatch(/^Municipal population — .*\(0100[23]\)$/);
    for (const { reason, en } of data.territories.edges) expect(en === null).toBe(reason === null);
  });
});
