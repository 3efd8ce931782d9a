import { readLimits } from '@boussole/schema';
import { getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { checkDocument } from '../src/document-check.ts';
import { WORKED_QUERIES } from '../src/landing/queries.ts';

const { limits } = readLimits({});

function nested(levels: number): string {
  return `{territory(id:"commune:01001"){${'parents{'.repeat(levels)}id${'}'.repeat(levels)}}}`;
}

describe('the check of documents', () => {
  test.each([
    ['too deep', nested(12)],
    ['deeper than the stack', nested(6_000)],
    ['deep in one argument', `{grid(rows:${'['.repeat(1_000)}`],
    ['deep through fragments', `{territory(id:"x"){...A}} ${chainOfFragments(13)}`],
  ])('refuses a document %s with the limit queryDepth', (_name, source) => {
    expect(() => checkDocument(source, limits)).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED', parameters: expect.objectContaining({ limit: 'queryDepth' }) }),
    );
  });

  test.each([
    ['in one operation', `{${'__typename '.repeat(51)}}`],
    ['through fragments', `{...A ...A} fragment A on Query {${'__typename '.repeat(26)}}`],
    ['in the second operation', `query A{__typename} query B{${aliases(51)}}`],
  ])('counts root fields %s', (_name, source) => {
    expect(() => checkDocument(source, limits)).toThrow(
      expect.objectContaining({
        code: 'LIMIT_EXCEEDED',
        parameters: { limit: 'queryAliases', allowed: 50, asked: expect.any(Number) },
      }),
    );
  });

  test('refuses 10,000 aliases by their tokens, before reading them all', () => {
    expect(() => checkDocument(`{${aliases(10_000)}}`, { ...limits, queryCharacters: 1e6 })).toThrow(
      expect.objectContaining({ parameters: { limit: 'queryTokens', allowed: 4_000, asked: 4_001, isAtLeast: true } }),
    );
  });

  test('counts directives, wherever they are, and not what is written in texts', () => {
    expect(() => checkDocument(`{${'__typename @skip(if:false) '.repeat(50)}}`, limits)).not.toThrow();
    for (const source of [
      `{__typename ${'@skip(if:false)'.repeat(1_000)}}`,
      `{...A} fragment A on Query {${'__typename @include(if:true) '.repeat(51)}}`,
    ]) {
      expect(() => checkDocument(source, limits)).toThrow(
        expect.objectContaining({ parameters: { limit: 'queryDirectives', allowed: 50, asked: 51, isAtLeast: true } }),
      );
    }
    expect(() => checkDocument(`{territory(id:"${'@'.repeat(60)}"){id}}`, limits)).not.toThrow();
  });

  test.each([
    'query A @skip(if:false) @a @a {__typename}',
    '{__typename @skip(if:false) @skip(if:false)}',
    '{...A @a @a} fragment A on Query {__typename}',
    '{...A} fragment A on Query @a @a {__typename}',
  ])('refuses a directive twice at one place: %s', (source) => {
    expect(() => checkDocument(source, limits)).toThrow(/can only be used once at this location/);
  });

  test('refuses a fragment inside itself, used or not', () => {
    const cycle = 'fragment A on Query {...B} fragment B on Query {...A}';
    expect(() => checkDocument(`{...A} ${cycle}`, limits)).toThrow(/^Cannot spread fragment "B" within itself/);
    expect(() => checkDocument(`{__typename} ${cycle}`, limits)).toThrow(/^Cannot spread fragment "B" within itself/);
  });

  test('refuses what is longer than the limit, whatever it is made of, before reading it', () => {
    for (const filling of [',', ' ', '#', 'é']) {
      expect(() => checkDocument(`{${filling.repeat(240_000)}}`, limits)).toThrow(
        expect.objectContaining({ parameters: { limit: 'queryCharacters', allowed: 65_536, asked: 240_002 } }),
      );
    }
  });

  test('admits ten times the longest worked question', () => {
    const longest = Math.max(...WORKED_QUERIES.map(({ query }) => query.length));
    expect(10 * longest).toBeLessThan(limits.queryCharacters);
  });

  test('measures a fragment once, however often it is spread', () => {
    const twice = Array.from(
      { length: 200 },
      (_, index) => `fragment F${index} on Query {...F${index + 1} ...F${index + 1}}`,
    );
    // Spread each time, 2 to the power of 200 fields would never be counted.
    expect(() => checkDocument(`{...F0} ${twice.join(' ')} fragment F200 on Query {__typename}`, limits)).toThrow(
      /queryAliases/,
    );
  });

  test.each([...WORKED_QUERIES, { title: 'introspection', query: getIntrospectionQuery() }])(
    'lets « $title » pass',
    ({ query }) => {
      expect(() => checkDocument(query, limits)).not.toThrow();
    },
  );

  test('leaves what is not GraphQL to the parser that explains it', () => {
    expect(() => checkDocument('{ "\uD800" tokens', limits)).not.toThrow();
  });
});

function aliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}:__typename`).join(' ');
}

function chainOfFragments(levels: number): string {
  const names = Array.from({ length: levels }, (_, index) => String.fromCharCode(65 + index));
  return names
    .map(
      (name, index) => `fragment ${name} on Territory {parents{${names[index + 1] ? `...${names[index + 1]}` : 'id'}}}`,
    )
    .join(' ');
}
