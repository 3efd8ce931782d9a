import type { Input, PublicationRecord } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { describeAgain, describeLeftOut } from '../src/published-again.ts';

const input = (id: string, source: string, parts: Partial<Input> = {}): Input => ({
  id,
  source: {
    id: source,
    title: { fr: `Source ${source}`, en: source },
    producer: 'X',
    licence: 'LO',
    landingPage: 'https://example.org',
    priority: 1,
  },
  vintage: '2021',
  file: { name: `${source}.csv`, bytes: 1, sha256: 'same' },
  rows: { read: 1, kept: 1, quarantined: 0 },
  loadedAt: '2026-01-01T00:00:00.000Z',
  ...parts,
});

const publication = (id: string, inputs: readonly Input[], current = false): PublicationRecord => ({
  id,
  publishedAt: `2026-01-0${id}T00:00:00.000Z`,
  current,
  readable: true,
  cells: 1,
  referenceVintage: 2024,
  inputs,
  changes: [],
});

describe('a publication whose files were there before', () => {
  const before = [input('a1', 'a'), input('b1', 'b')];

  it('says that its catalogue or the program changed when its deliveries are the same', () => {
    expect(describeAgain(before, before)).toEqual([expect.stringContaining('le catalogue des indicateurs')]);
  });

  it('says what a descriptor changed', () => {
    const { source } = before[0]!;
    const after = [input('a2', 'a', { source: { ...source, licence: 'ODbL' } }), before[1]!];
    expect(describeAgain(before, after)).toEqual([
      'a.csv est le fichier déjà publié : le descripteur de sa source a changé (licence) depuis.',
    ]);
    expect(describeAgain(before, [input('a2', 'a'), before[1]!])).toEqual([
      expect.stringContaining('les corrections ou le programme ont changé'),
    ]);
  });

  it('says nothing of a new file', () => {
    const file = { name: 'a.csv', bytes: 1, sha256: 'other' };
    expect(describeAgain(before, [input('a2', 'a', { file }), before[1]!])).toEqual([]);
    expect(describeAgain([], before)).toEqual([]);
  });
});

describe('a load after a rollback', () => {
  const [a, b, c] = [input('a1', 'a'), input('b1', 'b'), input('c1', 'c')];

  it('names what the newer publication held and the load leaves out', () => {
    const kept = [publication('2', [a, b]), publication('1', [a], true)];
    expect(describeLeftOut(kept, [a, c])).toEqual([
      expect.stringContaining('et non de 2, plus récente. N’y sont donc pas : Source b, 2021 (b.csv). Rechargez'),
    ]);
  });

  it('says nothing when all is there, nor without a rollback', () => {
    expect(describeLeftOut([publication('2', [a, b]), publication('1', [a], true)], [a, b])).toEqual([]);
    expect(describeLeftOut([publication('2', [a], true), publication('1', [a, b])], [a, c])).toEqual([]);
  });
});
