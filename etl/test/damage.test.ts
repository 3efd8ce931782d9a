import { isBoussoleError } from '@boussole/schema';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, fixtureText, openBench, refusal } from './support/table.ts';

const geography = smallGeography();
const TEXT = fixtureText('cc_filosofi_2021_COM.csv');
const BYTES = Buffer.from(TEXT);
let bench: Bench;
let right: ReadonlyMap<string, string>;
beforeAll(async () => {
  bench = await openBench(() => geography);
  right = await figures(BYTES);
});

const SOURCE = { source: 'insee_filosofi_communes' };
const read = (bytes: Buffer) => bench.read(bench.write('abime.csv', bytes), SOURCE);

/** Figures of a file, by commune and measure. */
async function figures(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const { tables } = await read(bytes);
  return new Map(
    tables.observation?.map(({ code, measure, value, state }) => [`${code} ${measure}`, `${value} ${state}`]),
  );
}

/**
 * What becomes of a damaged file: its figures, less the rows set aside with their place and reason, are those of the right one; or it is refused, its
 * place named. Anything else is told as it is.
 */
async function outcome(bytes: Buffer): Promise<unknown> {
  try {
    const { tables, quarantined } = await read(bytes);
    const wrong = tables.observation?.filter(
      ({ code, measure, value, state }) => right.get(`${code} ${measure}`) !== `${value} ${state}`,
    );
    const lost = new Set([...right.keys()].map((key) => key.slice(0, 5)));
    for (const { code } of tables.observation ?? []) lost.delete(code);
    if (wrong?.length || lost.size > quarantined.length) return { wrong, lost };
    return quarantined.every(({ line, column, problem }) => line > 0 && column !== '' && problem) || quarantined;
  } catch (error) {
    if (!isBoussoleError(error)) throw error;
    const placed =
      /^abime\.csv, ligne \d+, colonne|^abime\.csv, ligne 1 :|^abime\.csv : lecture impossible \(ses fins de ligne/.test(
        error.message,
      );
    return placed || error.message;
  }
}

/** What may be put into a file at any place and must never make another figure of it. */
const intruder = fc.oneof(
  fc.constantFrom(
    ';',
    '"',
    '\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    '\uFEFF',
    '\u00A0',
    '\u0000',
    '\u0007',
    '\u001A',
    '\u0085',
    'é',
    '""',
    '";',
  ),
  fc.constantFrom([0xff], [0xc3], [0x80], [0xed, 0xa0, 0x80]).map((bytes) => Buffer.from(bytes)),
);

const damage = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(BYTES.length), what: intruder }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(BYTES.length - 1) }),
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat(BYTES.length - 1), which: fc.constantFrom(';', '\n') }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(6), by: fc.nat(6) }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function apply(kind: Damage): Buffer {
  switch (kind.kind) {
    case 'insert':
      return Buffer.concat([BYTES.subarray(0, kind.at), Buffer.from(kind.what as string), BYTES.subarray(kind.at)]);
    case 'cut':
      return BYTES.subarray(0, kind.at);
    case 'drop': {
      const at = BYTES.indexOf(kind.which, kind.at);
      return at < 0 ? BYTES : Buffer.concat([BYTES.subarray(0, at), BYTES.subarray(at + 1)]);
    }
    case 'repeat': {
      const lines = TEXT.split('\n');
      const [from, to] = [lines[1 + (kind.at % 5)]!, lines[1 + (kind.by % 5)]!];
      return Buffer.from(TEXT.replace(from, `${from}\n${to.slice(0, 5)}${from.slice(5)}`));
    }
  }
}

describe('a damaged file', () => {
  it('is read exactly, or refused with a code, a file and a line', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (kind) => {
        const bytes = apply(kind);
        try {
          const delivery = await read(bytes);
          const wrong = delivery.tables.observation?.filter(
            ({ code, measure, value, state }) => right.get(`${code} ${measure}`) !== `${value} ${state}`,
          );
          // What a cut leaves of the last number is a number: it is read, and said.
          const last = Math.max(...(delivery.tables.observation ?? []).map(({ line }) => line));
          const told = delivery.notes?.some((note) => note.startsWith(`Ligne ${last} : la dernière`));
          expect(wrong?.filter(({ line }) => !(told && line === last))).toEqual([]);
        } catch (error) {
          if (!isBoussoleError(error)) throw error;
          expect(error.message).toMatch(/^abime\.csv( :|, ligne \d+)/);
        }
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ['a NUL', '21500', '21\u0000500', 'CHARACTER_INVALID', 'ligne 2'],
    [
      'a byte order mark inside',
      '01015;',
      '\uFEFF01015;',
      'CHARACTER_INVALID',
      'ligne 3, caractère 1 : caractère de contrôle U+FEFF',
    ],
    ['a column twice', 'TP6021', 'MED21', 'HEADER_DUPLICATE_COLUMN', 'ligne 1'],
    ['a quote that opens and does not close', '\n01015', '\n"01015', 'QUOTE_INVALID', 'ligne 3'],
  ])('with %s is refused where it is', async (_, from, to, code, place) => {
    const reading = read(Buffer.from(TEXT.replace(from, to)));
    expect(await refusal(reading)).toMatchObject({ code, message: expect.stringContaining(place) });
  });

  it('that latin1 cannot read is refused as of another encoding', async () => {
    const { decode } = await import('../src/table/decode.ts');
    expect(() => decode('f.csv', Buffer.from('a;b\n1;\x85', 'latin1'), 'latin1')).toThrow(
      expect.objectContaining({
        code: 'CHARACTER_INVALID',
        parameters: { file: 'f.csv', line: 2, column: 3, character: 'U+0085' },
      }),
    );
  });

  describe('in every place where one character can go wrong', () => {
    const lines = TEXT.trimEnd().split('\n');
    const inField = (row: string, at: number, change: (field: string) => string): string =>
      row
        .split(';')
        .map((field, index) => (index === at ? change(field) : field))
        .join(';');
    const joined = (row: string, at: number): string => {
      const fields = row.split(';');
      return [...fields.slice(0, at), `${fields[at]}${fields[at + 1] ?? ''}`, ...fields.slice(at + 2)].join(';');
    };

    it.each<[string, (row: string, at: number) => string]>([
      ['a quote before a field', (row, at) => inField(row, at, (field) => `"${field}`)],
      ['a quote after a field', (row, at) => inField(row, at, (field) => `${field}"`)],
      ['a quote doubled around a field', (row, at) => inField(row, at, (field) => `""${field}""`)],
      [
        'a quote in the middle of a field',
        (row, at) => inField(row, at, (field) => `${field.slice(0, 1)}"${field.slice(1)}`),
      ],
      ['a simple quote around a field', (row, at) => inField(row, at, (field) => `'${field}'`)],
      ['a separator too many before a field', (row, at) => inField(row, at, (field) => `;${field}`)],
      ['a separator too many after a field', (row, at) => inField(row, at, (field) => `${field};`)],
      ['a separator too few after a field', joined],
      ['another separator after a field', (row, at) => inField(row, at, (field) => `${field},`).replace(',;', ',')],
      [
        'a space for a separator after a field',
        (row, at) => inField(row, at, (field) => `${field} `).replace(' ;', ' '),
      ],
      ['a separator escaped by a backslash', (row, at) => inField(row, at, (field) => `${field}\\;`)],
      [
        'a line end inside a field',
        (row, at) => inField(row, at, (field) => `${field.slice(0, 1)}\n${field.slice(1)}`),
      ],
    ])('%s never makes another figure, and is told with its place', async (_, change) => {
      for (let number = 0; number < lines.length; number++) {
        for (let at = 0; at < lines[number]!.split(';').length; at++) {
          const changed = lines.with(number, change(lines[number]!, at));
          const told = await outcome(Buffer.from(`${changed.join('\n')}\n`));
          expect(told, `line ${number + 1}, field ${at + 1}`).toBe(true);
        }
      }
    });
  });

  it.each([
    ['a second line of header', TEXT.replace('\n', `\n${TEXT.slice(0, TEXT.indexOf('\n'))}\n`)],
    ['a second table below', `${TEXT}${TEXT}`],
    ['a narrower table below', `${TEXT}CODGEO;MED21\n01004;1\n`],
    ['a title that its descriptor does not tell', `Revenus des communes\n${TEXT}`],
    ['no header', TEXT.slice(TEXT.indexOf('\n') + 1)],
    ['carriage returns alone', TEXT.replaceAll('\n', '\r')],
    ['two separators for one', TEXT.replaceAll(';', ', ')],
    ['a total at the end', `${TEXT}Total;${'1;'.repeat(9)}1\n`],
  ])('with %s never makes another figure', async (_, text) => {
    expect(await outcome(Buffer.from(text))).toBe(true);
  });

  it('may mix line ends: its figures are the same', async () => {
    expect(await figures(Buffer.from(TEXT.replace('\n', '\r\n').replace(/\n$/, '\r\n')))).toEqual(right);
  });

  it('that ends without a line end is read, and says so', async () => {
    const delivery = await read(Buffer.from(TEXT.trimEnd()));
    expect(delivery.notes).toEqual([expect.stringMatching(/^Ligne 7 : la dernière, sans fin de ligne\./)]);
  });
});
