import { beforeAll, describe, expect, it } from 'vitest';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, figures, fixture, openBench } from './support/table.ts';

const geography = smallGeography();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

/** The figures of one year of a delivery, by level and code. */
async function read(file: string, measure: string, year: number) {
  const delivery = await bench.read(fixture(file));
  const rows = (delivery.tables.observation ?? []).filter((row) => row.measure === measure && row.year === year);
  const cells = Object.fromEntries(rows.map(({ level, code, value, state }) => [`${level} ${code}`, value ?? state]));
  return { delivery, cells };
}

describe('job seekers (France Travail)', () => {
  it('are the mean of twelve months, of communes and départements', async () => {
    const { delivery, cells } = await read('emploi_demandeur.csv', 'demandeurs_emploi', 2022);
    expect([delivery.source.id, delivery.vintage]).toEqual(['france_travail_communes', '2022-2023']);
    expect(cells).toEqual({
      'commune 01004': 1_055,
      'commune 69123': 50_000,
      'commune 2A004': 2_000,
      'commune 01015': 'NOT_AVAILABLE',
      'departement 01': 40_660,
    });
  });

  it('have no figure in a year that lacks a month, and rows that contradict one another are set aside', async () => {
    const { delivery, cells } = await read('emploi_demandeur.csv', 'demandeurs_emploi', 2023);
    expect(cells).toMatchObject({ 'commune 2A004': 'NOT_AVAILABLE', 'commune 01015': 'NOT_AVAILABLE' });
    expect(delivery.quarantined.map(({ code }) => code)).toEqual(['01015', '01015', '01015', '01015']);
    expect(figures(delivery, 'demandeurs_emploi')).toMatchObject({ '69123': 48_000 });
  });
});
