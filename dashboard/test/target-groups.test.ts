import { describe, expect, it } from 'vitest';
import type { TextMatch } from '../src/graphql/generated.ts';
import type { FoundTerritory } from '../src/territories/api/use-search.ts';
import { inGroups, type OtherTarget } from '../src/territories/target-groups.ts';

function commune(code: string, match: TextMatch): FoundTerritory {
  const node = { id: `commune:${code}`, level: 'COMMUNE', code, name: code } as const;
  return { match, reason: null, node: { ...node, validTo: null, population: 1, populationYear: 2023, parents: [] } };
}

function other(group: string, match: TextMatch): OtherTarget {
  return { id: group, label: group, group, match };
}

function order(found: TextMatch, ...others: readonly OtherTarget[]): readonly string[] {
  return inGroups([commune('01001', found)], others).map((group) => (group.kind === 'others' ? group.name : 'places'));
}

describe('what Enter takes', () => {
  it('is a territory among what answers as well', () => {
    expect(order('EXACT', other('pages', 'EXACT'), other('indicators', 'WORDS'))).toEqual([
      'places',
      'pages',
      'indicators',
    ]);
    expect(order('WORDS', other('indicators', 'WORDS'))[0]).toBe('places');
    expect(order('BEGINNING', other('indicators', 'BEGINNING'))[0]).toBe('places');
    expect(order('NEARLY', other('indicators', 'NEARLY'))[0]).toBe('places');
  });

  it('is the page of that name before a commune that begins so: Carte, Cartelègue', () => {
    expect(order('BEGINNING', other('pages', 'EXACT'))).toEqual(['pages', 'places']);
  });

  it('is the indicator that has the word before a commune that goes on from it, or that is mistyped', () => {
    expect(order('BEGINNING', other('indicators', 'WORDS'))[0]).toBe('indicators');
    expect(order('NEARLY', other('indicators', 'BEGINNING'))[0]).toBe('indicators');
  });

  it('is what is left without a territory', () => {
    const [first] = inGroups([], [other('pages', 'BEGINNING'), other('indicators', 'WORDS')]);
    expect(first?.ids).toEqual(['indicators']);
  });
});
