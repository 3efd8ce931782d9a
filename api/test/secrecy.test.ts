import { setTimeout } from 'node:timers/promises';
import { readCatalogue, readPublishedGeography } from '@boussole/warehouse';
import { type FieldNode, type OperationDefinitionNode, parse, valueFromASTUntyped } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttackReport, attackServer } from '../attack/attack.ts';
import { toGraphqlSchema } from '../src/schema.ts';
import { type Required, wholeQuestion } from './support/every-field.ts';
import { leak } from './support/leaky.ts';
import {
  type Births,
  deliveriesOf,
  type Figure,
  figuresOf,
  TERRITORIES,
  THRESHOLD,
  TRUE_BIRTHS,
  YEARS,
} from './support/secret-births.ts';
import { startWorld, type World } from './support/world.ts';

const query = toGraphqlSchema().getQueryType()!;
const LIMITS = {
  queryDepth: 60,
  queryTokens: 50_000,
  queryCost: 1e12,
  objects: 1e9,
  cells: 1e7,
  questionsPerMinute: 1e6,
};
const REQUIRED: Required = {
  first: '50',
  within: 'FRANCE',
  level: 'COMMUNE',
  language: 'FR',
  search: '"commune"',
  indicators: '["naissances"]',
  benchmark: '"departement:69"',
};
/** Groups made one after the other, each without one more commune: what an attacker subtracts. */
const GROUPS = {
  rive: ['01006', '01007', '01008', '69001', '69002', '69003'],
  'rive-sans-01006': ['01007', '01008', '69001', '69002', '69003'],
  'rive-sans-69001': ['01006', '01007', '01008', '69002', '69003'],
  'ain-sans-01001': ['01002', '01003', '01004', '01005', '01006', '01007', '01008', '01009'],
  deux: ['01001', '01006'],
};
const PLACES = [
  ...TERRITORIES,
  ...Object.keys(GROUPS).map((code) => `groupe:${code}`),
  'partie:200000102-01',
  'partie:200000102-69',
];
const INDICATORS = ['naissances', 'taux_natalite'];
const READINGS = ['CONSTANT', 'PUBLISHED'] as const;
/** Conditions that part rows between hidden figures and shown ones, and among those. */
const FILTERS = [
  ...[1, 3, 4, 6, 9].flatMap((value) =>
    ['LT', 'GTE', 'EQ'].map((operator) => `operator: ${operator}, value: ${value}`),
  ),
  ...['HIGHEST', 'LOWEST'].map((operator) => `operator: ${operator}, value: 3`),
  'operator: BETWEEN, value: 2, upper: 8',
  'operator: HAS_VALUE',
  'operator: HAS_NO_VALUE',
];
const LEVELS = ['COMMUNE', 'EPCI', 'DEPARTEMENT', 'REGION', 'FRANCE'];

let world: World;
/** Figures of the true world, with what a reader is told of each, and those that are hidden. */
let read: readonly Read[];
let hidden: readonly Read[];

interface Read extends Figure {
  readonly told: number | null;
  readonly state: string;
}

beforeAll(async () => {
  world = await open(TRUE_BIRTHS);
  read = await Promise.all(figuresOf(TRUE_BIRTHS).map(async (figure) => ({ ...figure, ...(await readTold(figure)) })));
  hidden = read.filter(({ told }) => told === null);
}, 120_000);

afterAll(() => world?.close());

async function open(births: Births): Promise<World> {
  const first = await startWorld({ deliveries: deliveriesOf(births) });
  const second = await first.again({ limits: LIMITS });
  for (const [code, communes] of Object.entries(GROUPS)) {
    await second.catalogue.saveGroup({ code, name: code, description: '', communes: [...communes], vintage: 2024 });
  }
  return { ...second, close: () => second.close().then(first.close) };
}

async function readTold({ territory, year, cog }: Figure): Promise<{ told: number | null; state: string }> {
  const geography = cog === 2024 ? 'PUBLISHED' : 'CONSTANT';
  const { data } = await world.ask(
    `{ cell(indicator: "naissances", territory: "${territory}", year: ${year}, geography: ${geography}) { value state } }`,
  );
  return { told: data.cell.value, state: data.cell.state };
}

const UNPACKED = { 'accept-encoding': 'identity' };

/** Everything that can be asked of births, in GraphQL and as files, with what is answered to each. */
async function answers(of: World): Promise<ReadonlyMap<string, string>> {
  const { data } = await of.ask('{ publications { id } }');
  const texts = new Map<string, string>();
  for (const { written, document, variables } of questions())
    texts.set(
      written,
      JSON.stringify(await of.ask(document, variables, UNPACKED).then(({ data, errors }) => ({ data, errors }))),
    );
  for (const path of files())
    texts.set(path, await (await fetch(`${of.url}/export/${path}`, { headers: UNPACKED })).text());
  // Publications are named, and cursors signed, by all that they were built from; groups are saved when tests run.
  const named = new RegExp(`${data.publications[0].id}|${of.url}|(?<=([cC]ursor|updatedAt)":")[^"]+`, 'g');
  return new Map([...texts].map(([question, text]) => [question, text.replaceAll(named, '…')]));
}

/** A question as it is written in one piece, and as programs ask it: a document that comes again, with variables. */
interface Question {
  readonly written: string;
  readonly document: string;
  readonly variables: Record<string, unknown>;
}

function ask(name: string, written: string): Question {
  const field = query.getFields()[name]!;
  const [operation] = parse(`{ ${name}${written} }`).definitions as [OperationDefinitionNode]; // as just written
  const [{ arguments: given = [] }] = operation.selectionSet.selections as [FieldNode]; // as just written
  const typeOf = (argument: string) => field.args.find((known) => known.name === argument)!.type;
  const names = given.map((argument) => argument.name.value);
  const declared = names.map((argument) => `$${argument}: ${typeOf(argument)}`).join(', ');
  const passed = names.map((argument) => `${argument}: $${argument}`).join(', ');
  const whole = wholeQuestion(field, passed && `(${passed})`, REQUIRED);
  return {
    written: `${name}${written}`,
    document: declared ? `query (${declared}) ${whole}` : whole,
    variables: Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)])),
  };
}

function questions(): readonly Question[] {
  const places = JSON.stringify(PLACES);
  const per = <Item>(items: readonly Item[], write: (item: Item) => readonly Question[]): Question[] =>
    items.flatMap(write);
  return [
    ...per(PLACES, (place) => [ask('territory', `(id: "${place}")`)]),
    ...per(['themes', 'groups', 'publications', 'indicators', 'coverage'], (name) => [ask(name, '')]),
    ...per(INDICATORS, (id) => [
      ask('indicator', `(id: "${id}")`),
      ...per(READINGS, (geography) => [
        ask('trend', `(indicator: "${id}", territories: ${places}, geography: ${geography})`),
        ...per(YEARS, (year) => [
          ask('compare', `(indicators: ["${id}"], territories: ${places}, year: ${year}, geography: ${geography})`),
          ...per(PLACES, (place) => [
            ask('cell', `(indicator: "${id}", territory: "${place}", year: ${year}, geography: ${geography})`),
          ]),
          ...per(LEVELS, (level) => {
            const column = `{ indicator: "${id}", year: ${year} }`;
            const rest = `columns: [${column}], geography: ${geography}`;
            return [
              ask('mapLayer', `(indicator: "${id}", year: ${year}, level: ${level}, geography: ${geography})`),
              ask(
                'distribution',
                `(indicator: "${id}", year: ${year}, level: ${level}, territories: ${places}, geography: ${geography})`,
              ),
              ...per([true, false], (descending) => [
                ask(
                  'grid',
                  `(rows: { level: ${level} }, ${rest}, first: 50, sort: [{ column: ${column}, descending: ${descending} }])`,
                ),
              ]),
              ...per(level === 'COMMUNE' || level === 'EPCI' ? FILTERS : [], (filter) => [
                ask(
                  'grid',
                  `(rows: { level: ${level} }, ${rest}, first: 50, filters: [{ column: ${column}, ${filter} }])`,
                ),
              ]),
              ask('coverage', `(level: ${level}, within: "departement:69", geography: ${geography})`),
            ];
          }),
          ...per(['by: EPCI', 'by: DEPARTEMENT', 'strata: true'], (groups) => [
            ask(
              'grid',
              `(rows: { level: COMMUNE }, columns: [{ indicator: "${id}", year: ${year} }], first: 50, geography: ${geography}, groups: { ${groups} })`,
            ),
          ]),
        ]),
        ...per(id.startsWith('taux_') ? ['departement:01', 'france:FR'] : [], (place) => [
          ask('markedGaps', `(within: "${place}", indicators: ["${id}"], geography: ${geography})`),
        ]),
        ...per(['commune:01007', 'commune:01001'], (place) => [
          ask('peers', `(territory: "${place}", criteria: [{ indicator: "${id}" }], geography: ${geography})`),
        ]),
      ]),
    ]),
  ];
}

function files(): readonly string[] {
  const columns = `columns=${INDICATORS.flatMap((id) => YEARS.map((year) => `${id}@${year}`)).join(',')}`;
  return ['csv', 'json', 'jsonstat.json'].flatMap((format) => [
    ...LEVELS.map((level) => `grid.${format}?level=${level}&${columns}&sort=-naissances@2023`),
    ...READINGS.flatMap((geography) => [
      `dataset.${format}?source=naissances&geography=${geography}`,
      `trend.${format}?indicator=naissances&territories=${PLACES.join(',')}&geography=${geography}`,
      `compare.${format}?indicators=${INDICATORS.join(',')}&territories=${PLACES.join(',')}&geography=${geography}`,
    ]),
  ]);
}

/** Other births that give every figure that is shown, and keep each hidden one on its side of the threshold. */
function explains(births: Births): boolean {
  const figures = figuresOf(births);
  return read.every(({ told, state, value }, index) => {
    const other = figures[index]!.value;
    if (told !== null) return other === value;
    return state === 'SECRET' ? other >= 1 && other < THRESHOLD : other >= THRESHOLD;
  });
}

function keyOf({ territory, cog, year }: Figure): string {
  return `${cog} ${territory} ${year}`;
}

type Move = readonly (readonly [commune: string, at: number, change: number])[];

function moved(births: Births, moves: readonly Move[]): Births {
  const copy = new Map([...births].map(([code, values]) => [code, [...values]]));
  for (const [commune, at, change] of moves.flat()) copy.get(commune)![at]! += change;
  return copy;
}

/** Small changes of one, two or four hidden births of a year that nobody can see. */
function unseenMoves(): readonly Move[] {
  return YEARS.flatMap((year, at) => {
    const codes = hidden
      .filter((figure) => figure.cog === 2024 && figure.year === year && figure.territory.startsWith('commune:'))
      .map(({ territory }) => territory.slice('commune:'.length));
    const pairs = codes
      .flatMap((up) =>
        codes.map(
          (down) =>
            [
              [up, at, 1],
              [down, at, -1],
            ] as const,
        ),
      )
      .filter(([[up], [down]]) => up !== down);
    const moves: Move[] = [
      ...codes.flatMap((code) => [[[code, at, 1]], [[code, at, -1]]] as Move[]),
      ...pairs,
      ...pairs.flatMap((pair) => pairs.map((other) => [...pair, ...other])),
    ];
    return moves.filter(
      (move) => new Set(move.map(([code]) => code)).size === move.length && explains(moved(TRUE_BIRTHS, [move])),
    );
  });
}

/** Worlds that look the same, in which together every hidden figure differs from the true one. */
function otherWorlds(): readonly Births[] {
  const moves = unseenMoves();
  const left = new Set(hidden.map(keyOf));
  const worlds: Births[] = [];
  while (left.size > 0) {
    const before = left.size;
    let births = TRUE_BIRTHS;
    const own = new Set<string>();
    for (const move of moves) {
      const candidate = moved(births, [move]);
      const different = new Set(differencesOf(candidate));
      const found = [...different].filter((key) => left.has(key));
      // A move that puts back what another one changed is left to the next world.
      if (found.length === 0 || [...own].some((key) => !different.has(key)) || !explains(candidate)) continue;
      births = candidate;
      for (const key of found) {
        left.delete(key);
        own.add(key);
      }
    }
    if (left.size === before) throw new Error(`expected each hidden figure to differ somewhere, but got ${[...left]}`);
    worlds.push(births);
  }
  return worlds;
}

/** Figures that are not the true ones. */
function differencesOf(births: Births): readonly string[] {
  return figuresOf(births)
    .filter((figure, index) => figure.value !== TRUE_FIGURES[index]!.value)
    .map(keyOf);
}

const TRUE_FIGURES = figuresOf(TRUE_BIRTHS);

describe('secrets, to whoever asks everything', () => {
  it('are the small counts, and no more others than twice as many', () => {
    const states = hidden.map(({ state }) => state);
    const secret = figuresOf(TRUE_BIRTHS).filter(({ value }) => value > 0 && value < THRESHOLD);
    expect(
      hidden
        .filter(({ state }) => state === 'SECRET')
        .map(keyOf)
        .sort(),
    ).toEqual(secret.map(keyOf).sort());
    expect(new Set(states)).toEqual(new Set(['SECRET', 'SECRET_SECONDARY']));
    expect(states.filter((state) => state === 'SECRET_SECONDARY').length).toBeLessThanOrEqual(2 * secret.length);
  });

  it('could all be other numbers: worlds in which they are answer every question alike, to the byte', {
    timeout: 300_000,
  }, async () => {
    const worlds = otherWorlds();
    await setTimeout(200); // servers close what was left idle meanwhile
    expect(worlds.length).toBeGreaterThan(0);
    const told = await answers(world);
    expect([...told.values()].filter((text) => text.includes('"naissances"')).length).toBeGreaterThan(100);
    expect([...told].filter(([, text]) => text.includes('QUERY_INVALID')).map(([question]) => question)).toEqual([]);
    for (const births of worlds) {
      const other = await open(births);
      try {
        const differing = [...(await answers(other))].filter(([question, text]) => text !== told.get(question));
        expect(differing.map(([question]) => question)).toEqual([]);
      } finally {
        await other.close();
      }
    }
  });
});

/** What an attack of a server of this world works out, in the latest year. */
async function attacked(url: string): Promise<AttackReport> {
  const { dataDirectory } = world;
  const [geography, catalogue] = [await readPublishedGeography(dataDirectory), await readCatalogue(dataDirectory)];
  const sources = new Map([['naissances', { secrecy: { threshold: THRESHOLD, below: true } }]]);
  return attackServer({ url, geography, catalogue, sources, seed: 1, lists: 12, years: [2023] });
}

describe('an attack through the API alone', () => {
  it('finds no hidden figure, and nothing that what is shown does not explain', { timeout: 60_000 }, async () => {
    const report = await attacked(world.url);
    expect(report).toMatchObject({ exact: [], unexplained: [] });
    expect(report.hidden).toBeGreaterThan(10);
    expect(report.equations).toBeGreaterThan(report.hidden);
    expect(report.explained).toBeGreaterThan(100);
  });

  it('finds out a server that shows what protected another figure', { timeout: 60_000 }, async () => {
    const secondary = hidden.filter(({ year, state }) => year === 2023 && state === 'SECRET_SECONDARY');
    expect(secondary.length).toBeGreaterThan(0);
    const server = await leak(world.url, (question, answer) => {
      if (!question.includes('mapLayer') || !question.includes('"naissances"') || !question.includes('2023'))
        return answer;
      const told = JSON.parse(answer);
      const layer = told.data.mapLayer;
      if (!layer?.ids) return answer;
      for (const { territory, cog, value } of secondary) {
        const place = cog === layer.vintage ? layer.ids.indexOf(territory) : -1;
        if (place >= 0)
          Object.assign(layer, {
            values: layer.values.with(place, value),
            states: layer.states.with(place, 'PUBLISHED'),
          });
      }
      return JSON.stringify(told);
    });
    try {
      expect((await attacked(server.url)).exact.length).toBeGreaterThan(0);
    } finally {
      await server.close();
    }
  });

  it('finds out a server that counts what is hidden in a total, a rank, a gap or a file', {
    timeout: 60_000,
  }, async () => {
    const server = await leak(world.url, (question, answer) => {
      if (question.includes('grid.csv')) return answer.replace(/,SECRET/, '2,SECRET');
      if (question.includes('total {'))
        return answer.replace(/"values":\[(\d+)/, (_, value) => `"values":[${Number(value) + 2}`);
      if (question.includes('markedGaps'))
        return answer.replace(/"withValue":(\d+)/, (_, count) => `"withValue":${Number(count) + 1}`);
      return question.includes('ranks') ? answer.replace(/"ranks":\[null/, '"ranks":[4') : answer;
    });
    try {
      const { unexplained } = await attacked(server.url);
      const told = unexplained.join('\n');
      expect(told).toMatch(/^liste de \d+ \(CONSTANT\): naissances 2023 is/m);
      expect(told).toMatch(/^rank of \d+ of naissances 2023 by commune/m);
      expect(told).toMatch(/^number of figures of marked gaps of taux_natalite 2023 in departement:\d+/m);
      expect(told).toMatch(/^file of naissances@2023 by commune: \d+ is « 2 », and SECRET/m);
    } finally {
      await server.close();
    }
  });
});
