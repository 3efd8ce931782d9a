import type { SourceDescriptor } from '@boussole/schema';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseSource } from '../src/index.ts';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, openBench, refusal } from './support/table.ts';

const geography = smallGeography();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

/** A descriptor made of what every one says and of these lines. */
function describeSource(lines: string): SourceDescriptor {
  const common = `id: essai
reader: table
title: { fr: Essai, en: Trial }
producer: Un partenaire
licence: Licence Ouverte 2.0
landingPage: https://example.org/essai
`;
  return parseSource('essai.yaml', common + lines);
}

const COMMUNES = 'geography: { level: commune, code: [[code]], cogOffset: 0 }';
const read = (lines: string, content: string | Uint8Array, name = 'essai_2024.csv', vintage?: string) =>
  bench.read(bench.write(name, content), {
    sources: [describeSource(lines)],
    source: 'essai',
    ...(vintage === undefined ? {} : { vintage }),
  });
const byYear = async (delivery: Promise<{ tables: { observation?: Iterable<unknown> } }>, measure: string) =>
  ([...((await delivery).tables.observation ?? [])] as { measure: string; year: number; code: string; value: number }[])
    .filter((row) => row.measure === measure)
    .map(({ year, code, value }) => [year, code, value]);

describe('what stands around a table', () => {
  const layout = `${COMMUNES}
skipLines: 2
skipRows: 1
footnotes: "^(Source|Champ)"
vintage: { from: file, pattern: "_(\\\\d{4})" }
columns: { menages: { measure: menages_fiscaux } }
`;

  it('is left out: titles, a line of units, footnotes and what follows', async () => {
    const text =
      'Un titre; long\n\ncode;menages\n;en nombre\n01004;12\n01015;8\nChamp : France; Mayotte; comprise\nSource : nous\n';
    const delivery = await read(layout, text);
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '01004': 12, '01015': 8 });
    expect(delivery.read).toBe(2);
  });

  it('does not hide a row that is not as wide', async () => {
    expect(await refusal(read(layout, 'T\n\ncode;menages\n;u\n01004;12\n01015;8;3\n'))).toMatchObject({
      code: 'ROW_WIDTH',
      message: expect.stringContaining('ligne 6'),
    });
  });
});

describe('markers', () => {
  it('mean zero only where the source says so', async () => {
    const lines = `${COMMUNES}
markers: { zero: ["-"], secret: [""], notApplicable: [so] }
vintage: { from: fixed, year: 2024 }
columns: { menages: { measure: menages_fiscaux } }
`;
    const delivery = await read(lines, 'code;menages\n01004;-\n01015;\n69123;so\n');
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '01004': 0, '01015': 'SECRET', '69123': 'NOT_APPLICABLE' });
    expect(delivery.markers).toEqual({ '-': 1, '': 1, so: 1 });
  });
});

describe('years', () => {
  it('may be several in the column names, the latest being that of the file', async () => {
    const lines = `${COMMUNES}
vintage: { from: header, several: true }
columns: { "P{yy}_MEN": { measure: menages_fiscaux } }
`;
    const delivery = read(lines, 'code;P21_MEN;P15_MEN;P99_MEN\n01004;12;10;7\n');
    expect((await delivery).vintage).toBe('2021');
    expect(await byYear(delivery, 'menages_fiscaux')).toEqual([
      [2021, '01004', 12],
      [2015, '01004', 10],
      [1999, '01004', 7],
    ]);
  });

  it('may stand in a column, several in a file', async () => {
    const lines = `${COMMUNES}
vintage: { from: column, column: AN }
columns: { menages: { measure: menages_fiscaux } }
`;
    const delivery = read(lines, 'code;AN;menages\n01004;2023;12\n01004;2024;13\n01015;2024;x\n01015;20;5\n');
    expect((await delivery).vintage).toBe('2023-2024');
    expect(await byYear(delivery, 'menages_fiscaux')).toEqual([
      [2023, '01004', 12],
      [2024, '01004', 13],
    ]);
    expect((await delivery).quarantined.map(({ line, column }) => [line, column])).toEqual([
      [4, 'menages'],
      [5, 'AN'],
    ]);
  });

  const monthly = (rule: string) => `${COMMUNES}
vintage: { from: column, column: mois, pattern: "^(?<month>\\\\S+) (?<year>\\\\d{4})$", months: ${rule} }
columns: { n: { measure: menages_fiscaux } }
`;
  const months = [
    'janvier',
    'Février',
    'mars',
    'avril',
    'mai',
    'juin',
    '7',
    '08',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ];
  const year = (values: (month: number) => string | number) =>
    `code;mois;n\n${months.map((month, at) => `01004;${month} 2024;${values(at)}\n`).join('')}`;

  it('may be made of months, by their mean or by December', async () => {
    const mean = await read(
      monthly('mean'),
      year((at) => 10 * at),
    );
    expect(figures(mean, 'menages_fiscaux')).toEqual({ '01004': 55 });
    expect(mean.tables.observation?.at(0)).toMatchObject({ state: 'COMPUTED', year: 2024, line: 0 });
    expect(mean.tables.derived).toEqual([
      {
        measure: 'menages_fiscaux',
        year: 2024,
        level: 'commune',
        code: '01004',
        rule: 'MONTHS_MEAN',
        parts: 12,
        partsTotal: 12,
      },
    ]);
    const december = await read(
      monthly('december'),
      year((at) => 10 * at),
    );
    expect(figures(december, 'menages_fiscaux')).toEqual({ '01004': 110 });
    expect(december.tables.observation?.at(0)).toMatchObject({ state: 'PUBLISHED', line: 13 });
  });

  it('have no mean when a month is missing or hidden', async () => {
    const marked = `${monthly('mean')}markers: { secret: [s], notAvailable: [nd] }\n`;
    const text = year(() => 5);
    expect(figures(await read(marked, text.replace('mai 2024;5', 'mai 2024;nd')), 'menages_fiscaux')).toEqual({
      '01004': 'NOT_AVAILABLE',
    });
    expect(figures(await read(marked, text.replace(/01004;mai.*\n/, '')), 'menages_fiscaux')).toEqual({
      '01004': 'NOT_AVAILABLE',
    });
    expect(figures(await read(marked, text.replace('mai 2024;5', 'mai 2024;s')), 'menages_fiscaux')).toEqual({
      '01004': 'SECRET',
    });
  });

  it('are never the sum of the stocks of their months, nor the mean of their medians', async () => {
    expect(
      await refusal(
        read(
          monthly('sum'),
          year(() => 1),
        ),
      ),
    ).toMatchObject({
      code: 'SOURCE_INVALID',
      message: expect.stringContaining('« menages_fiscaux » ne s’additionne ni ne se moyenne de mois en mois'),
    });
    const median = monthly('mean').replace('menages_fiscaux', 'revenu_median');
    expect(
      await refusal(
        read(
          median,
          year(() => 1),
        ),
      ),
    ).toMatchObject({ code: 'SOURCE_INVALID' });
  });
});

describe('the long shape', () => {
  const lines = `geography: { level: commune, code: [[GEO]], cogOffset: 0, levels: [
  { level: commune, where: { GEO_OBJECT: [COM] } }, { level: departement, where: { GEO_OBJECT: [DEP] } }] }
rows: { MESURE: [MENAGES] }
vintage: { from: column, column: TIME_PERIOD }
long:
  value: OBS_VALUE
  cells:
    - { measure: menages_fiscaux, where: { TYPE: [_T] } }
    - { measure: personnes_menages_fiscaux, where: { TYPE: [P], SEX: [F, M] }, scale: 2 }
`;
  const HEADER = 'GEO;GEO_OBJECT;MESURE;TYPE;SEX;TIME_PERIOD;OBS_VALUE\n';

  it('names the level, the year and the measure in columns', async () => {
    const text = `${HEADER}01004;COM;MENAGES;_T;_T;2024;12\n01004;COM;MENAGES;P;F;2024;15\n01004;COM;MENAGES;_T;_T;2023;11
01;DEP;MENAGES;_T;_T;2024;900\n01004;COM;AUTRE;_T;_T;2024;99\n84;REG;MENAGES;_T;_T;2024;5000\n`;
    const delivery = await read(lines, text);
    expect(
      delivery.tables.observation?.map(({ level, code, year, measure, value, line }) => [
        level,
        code,
        year,
        measure,
        value,
        line,
      ]),
    ).toEqual([
      ['commune', '01004', 2024, 'menages_fiscaux', 12, 2],
      ['commune', '01004', 2024, 'personnes_menages_fiscaux', 30, 3],
      ['commune', '01004', 2023, 'menages_fiscaux', 11, 4],
      ['departement', '01', 2024, 'menages_fiscaux', 900, 5],
    ]);
    expect(delivery.quarantined).toEqual([]);
  });

  it('sets aside a category that its source does not name, or leaves it out when told to', async () => {
    const text = `${HEADER}01004;COM;MENAGES;_T;_T;2024;12\n01004;COM;MENAGES;Z;_T;2024;13\n`;
    const refused = await read(lines, text);
    expect(refused.quarantined.map(({ line, reason }) => [line, reason])).toEqual([
      [3, expect.stringContaining('« Z » n’est pas une catégorie connue de la source')],
    ]);
    const told = await read(lines.replace('long:\n', 'long:\n  others: ignore\n'), text);
    expect(told.quarantined).toEqual([]);
  });

  it('refuses a file without one of the columns that tell what a row is', async () => {
    expect(await refusal(read(lines, 'GEO;MESURE;TYPE;SEX;TIME_PERIOD;OBS_VALUE\n01004;M;T;F;2024;1\n'))).toMatchObject(
      {
        code: 'HEADER_MISSING_COLUMN',
        message: expect.stringContaining('« GEO_OBJECT »'),
      },
    );
  });
});

describe('rows finer than a commune', () => {
  const lines = (atLeast: number) => `markers: { secret: [""] }
geography: { level: commune, code: [[IRIS]], cogOffset: 0, arrondissements: sum, parts: { name: IRIS, digits: 5, atLeast: ${atLeast} } }
vintage: { from: fixed, year: 2024 }
columns: { n: { measure: menages_fiscaux }, m: { measure: revenu_median } }
`;
  const text =
    'IRIS;n;m\n010040101;10;1\n010040102;20;1\n010040103;;1\n010150000;7;1\n693810101;100;2\n693890101;200;3\n';

  it('add up when enough of them have a figure, and say how many do', async () => {
    const delivery = await read(lines(0.6), text);
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '01004': 30, '01015': 7, '69123': 300 });
    expect(delivery.tables.observation?.map(({ measure, state }) => `${measure} ${state}`).slice(0, 2)).toEqual([
      'menages_fiscaux COMPUTED',
      'revenu_median NOT_AVAILABLE',
    ]);
    expect(
      delivery.tables.derived?.map(({ code, rule, parts, partsTotal }) => [code, rule, parts, partsTotal]),
    ).toEqual([
      ['01004', 'PARTS', 2, 3],
      ['01015', 'PARTS', 1, 1],
      ['69123', 'PARTS', 2, 2],
    ]);
  });

  it('hide the commune when too many are hidden', async () => {
    expect(figures(await read(lines(0.8), text), 'menages_fiscaux')).toEqual({
      '01004': 'SECRET',
      '01015': 7,
      '69123': 300,
    });
  });

  it('are told apart by other columns, and none counts twice', async () => {
    const source = `geography: { level: commune, code: [[COM]], cogOffset: 0, parts: { name: IRIS, id: [IRIS] } }
vintage: { from: fixed, year: 2024 }
columns: { n: { measure: menages_fiscaux } }
`;
    const delivery = await read(source, 'COM;IRIS;n\n01004;1;10\n01004;2;5\n01004;2;5\n01015;1;1\n01015;1;2\n');
    expect(figures(delivery, 'menages_fiscaux')).toMatchObject({ '01004': 15 });
    expect(delivery.quarantined.map(({ line }) => line)).toEqual([5, 6]);
  });
});

describe('communes that a file does not name', () => {
  const absent = (rule: string) => `geography: { level: commune, code: [[code]], cogOffset: 0, absent: ${rule} }
vintage: { from: fixed, year: 2024 }
columns: { n: { measure: menages_fiscaux }, m: { measure: revenu_median } }
`;
  const codes = [...geography.communes(2024).keys()];
  const departementOf = (code: string) => code.slice(0, 2);
  const crowded = codes.find((code) => codes.filter((one) => departementOf(one) === departementOf(code)).length > 1)!;
  const own = codes.filter((code) => departementOf(code) === departementOf(crowded));
  const lines = (named: readonly string[]) => `code;n;m\n${named.map((code) => `${code};60;20000\n`).join('')}`;

  it('are hidden where it leaves out those too small to be told, counts and medians alike', async () => {
    const delivery = await read(absent('secret'), lines(own.slice(1)));
    expect(figures(delivery, 'menages_fiscaux')).toMatchObject({ [own[0]!]: 'SECRET' });
    expect(figures(delivery, 'revenu_median')).toMatchObject({ [own[0]!]: 'SECRET' });
    expect(Object.keys(figures(delivery, 'menages_fiscaux')).sort()).toEqual([...own].sort());
  });

  it('are not known, unless it names most of their département: the reader may have left them out', async () => {
    const few = own.slice(0, Math.ceil(own.length / 2) - 1);
    const other = codes.find((code) => departementOf(code) !== departementOf(crowded))!;
    const delivery = await read(absent('secret'), lines([...few, other]));
    expect(Object.values(figures(delivery, 'menages_fiscaux'))).not.toContain('SECRET');
    expect(figures(await read(absent('unknown'), lines(own.slice(1))), 'revenu_median')).not.toHaveProperty(own[0]!);
  });
});

describe('levels in one file', () => {
  it('are told by the shape of codes, rows of none being left out', async () => {
    const lines = `geography: { level: commune, code: [[code]], cogOffset: 0, outside: ["99999"], levels: [
  { level: commune, codes: "^.{5}$" }, { level: departement, codes: "^..$" }] }
vintage: { from: fixed, year: 2024 }
columns: { n: { measure: menages_fiscaux } }
`;
    const delivery = await read(lines, 'code;n\n01004;1\n69;2\nXXX;3\n99999;4\n');
    expect(delivery.tables.observation?.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'commune 01004',
      'departement 69',
    ]);
    expect(delivery.quarantined).toEqual([]);
  });
});

describe('a column that covers some départements only', () => {
  it('has no figure elsewhere, where the same mark hides one, and others hide theirs', async () => {
    const delivery = await read(
      `${COMMUNES}
vintage: { from: file, pattern: "_(\\\\d{4})" }
markers: { secret: [s] }
columns:
  menages: { measure: menages_fiscaux, notCovered: ["69"] }
  naissances: { measure: naissances }
`,
      'code;menages;naissances\n01004;s;s\n69123;s;s\n',
    );
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '01004': 'SECRET', '69123': 'NOT_AVAILABLE' });
    expect(figures(delivery, 'naissances')).toEqual({ '01004': 'SECRET', '69123': 'SECRET' });
  });

  it('tells départements by their codes', () => {
    const lines = 'vintage: { from: fixed }\ncolumns: { n: { measure: naissances, notCovered: ["9"] } }\n';
    expect(() => describeSource(`${COMMUNES}\n${lines}`)).toThrow('notCovered');
  });
});

it('a level told by a pattern with a group has the code that the group holds', async () => {
  const lines = `vintage: { from: file, pattern: "_(\\\\d{4})" }
geography:
  level: commune
  code: [[code]]
  cogOffset: 0
  levels: [{ level: region, codes: "^reg(..)$" }, { level: commune, codes: "^.{5}$" }]
columns: { n: { measure: naissances } }
`;
  const delivery = await read(lines, 'code;n\nreg84;900\n01004;12\nreg00;3\n');
  const rows = [...(delivery.tables.observation ?? [])].map(({ level, code, value }) => [level, code, value]);
  expect(rows).toEqual(
    expect.arrayContaining([
      ['region', '84', 900],
      ['commune', '01004', 12],
    ]),
  );
  expect(rows).toHaveLength(2);
  expect(delivery.quarantined.map(({ code }) => code)).toEqual(['reg00']);
});
