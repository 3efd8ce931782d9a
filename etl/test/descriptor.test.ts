import { readdirSync, readFileSync } from 'node:fs';
import { sourceJsonSchema } from '@boussole/schema';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseSource } from '../src/index.ts';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, openBench } from './support/table.ts';

const folder = new URL('../sources/', import.meta.url);
const EXAMPLE = readFileSync(new URL('README.md', folder), 'utf8');
const block = (language: string): string => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(EXAMPLE)![1]!;

describe('the schema of descriptors', () => {
  it('is the one that is committed', () => {
    const committed = readFileSync(new URL('../../schema/source.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(committed)).toEqual(sourceJsonSchema());
  });

  it('is told to editors by every descriptor', () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
      const [first] = readFileSync(new URL(name, folder), 'utf8').split('\n');
      expect(first, name).toBe('# yaml-language-server: $schema=../../schema/source.schema.json');
    }
  });
});

describe('the example of the documentation', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(smallGeography);
  });

  it('reads its file', async () => {
    const path = bench.write('aides_2024.csv', Buffer.from(block('csv'), 'latin1'));
    const delivery = await bench.read(path, { sources: [parseSource('README.md', block('yaml'))] });
    expect(figures(delivery, 'menages_fiscaux')).toEqual({ '01004': 1_240, '01015': 'SECRET' });
    expect(figures(delivery, 'revenu_median')).toEqual({ '01004': 312.5, '01015': 'NOT_AVAILABLE' });
    expect(delivery).toMatchObject({ vintage: '2024', quarantined: [] });
  });
});

describe('a descriptor that is wrong', () => {
  const told = (from: string, to: string): unknown => {
    try {
      return parseSource('aides.yaml', block('yaml').replace(from, to));
    } catch (error) {
      return error;
    }
  };

  it.each([
    [
      'a key that nothing reads',
      'delimiter:',
      'delimitre:',
      /^aides\.yaml, ligne 9, clé « delimitre » : .*clés admises : .*delimiter/,
    ],
    [
      'a nested key that nothing reads',
      'cogOffset',
      'cogOfset',
      /ligne 15, clé « geography\.cogOffset » : .*la clé manque \(un nombre.*« geography\.cogOfset » : clé inconnue ; clés admises : level, code, name, cogOffset/,
    ],
    [
      'a word for another',
      'level: commune',
      'level: comune',
      /ligne 15, clé « geography\.level » : .*« comune » n’est pas admis ; valeurs admises : .*epci/,
    ],
    [
      'no producer',
      /^producer.*\n/m.exec(block('yaml'))![0],
      '',
      /ligne 2, clé « producer » : .*la clé manque \(un texte\)/,
    ],
    ['a text for a number', 'skipLines: 1', 'skipLines: un', /ligne 12, clé « skipLines » : .*nombre/],
    ['a marker of two states', 'notAvailable: [nd]', 'notAvailable: [S]', /clé « markers » : .*« s » y est deux fois/],
    [
      'a key twice',
      'encoding:',
      'delimiter:',
      /ligne 9, colonne 1 : .*YAML mal formé : cette clé est écrite deux fois/,
    ],
    ['a tabulation', '  Montant', '\tMontant', /ligne 18, colonne \d+ : .*tabulation/],
    ['an alias of nothing', '[Commune]', '*rien', /alias YAML : .*ne renvoie à rien/],
  ])('with %s says where and what is expected', (_, from, to, sentence) => {
    expect(told(from, to)).toMatchObject({ code: 'SOURCE_INVALID', message: expect.stringMatching(sentence) });
    expect(told(from, to)).toMatchObject({ message: expect.stringContaining('etl/sources/README.md') });
  });

  it('tells the first problems, and how many follow', () => {
    const error = told('reader: table', 'reader: table\na: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6') as Error;
    expect(error.message).toMatch(/ligne 4, clé « a ».*ligne 7, clé « d ».* ; et 2 autres problèmes\)/);
  });
});
