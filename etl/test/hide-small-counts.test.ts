import { checkSource, type SourceDescriptor } from '@boussole/schema';
import { type ObservationRow, readCatalogue } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { hideSmallCounts } from '../src/hide-small-counts.ts';

function source(access?: unknown): SourceDescriptor {
  const checked = checkSource({
    id: 'caisse',
    title: { fr: 'Caisse', en: 'Fund' },
    producer: 'Caisse',
    licence: 'Convention',
    landingPage: 'https://example.org/',
    reader: 'table',
    vintage: { from: 'fixed', year: 2022 },
    geography: { level: 'commune', code: [['code']], cogOffset: 0 },
    columns: { naissances: { measure: 'naissances' } },
    ...(access !== undefined && { access }),
  });
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.source;
}

function row(measure: string, value: number): ObservationRow {
  return { measure, year: 2022, level: 'commune', code: '01001', cog: 2022, value, state: 'PUBLISHED', line: 2 };
}

describe('a file under a convention', () => {
  it('keeps no count below the threshold: 11 where the convention says nothing', async () => {
    const catalogue = await readCatalogue('nowhere');
    const rows = [row('naissances', 0), row('naissances', 1), row('naissances', 10), row('naissances', 11)];
    const hidden = hideSmallCounts(rows, source({ convention: 'caisse_69' }), catalogue);
    expect(hidden.map(({ value, state }) => [value, state])).toEqual([
      [0, 'PUBLISHED'],
      [null, 'SECRET'],
      [null, 'SECRET'],
      [11, 'PUBLISHED'],
    ]);
  });

  it('follows the threshold of the convention, and leaves medians and public files as they are', async () => {
    const catalogue = await readCatalogue('nowhere');
    const rows = [row('naissances', 4), row('naissances', 5), row('revenu_median', 3)];
    const states = (of: SourceDescriptor) => hideSmallCounts(rows, of, catalogue).map(({ state }) => state);
    expect(states(source({ convention: 'caisse_69', threshold: 5 }))).toEqual(['SECRET', 'PUBLISHED', 'PUBLISHED']);
    expect(states(source())).toEqual(['PUBLISHED', 'PUBLISHED', 'PUBLISHED']);
  });
});
