import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataPaths, type Geography, type Input, type ObservationRow, writeInput } from '@boussole/warehouse';

const FIRST_YEAR = 2004;
const YEARS = 20;
const COMMUNES = 35_000;
/** One measure of ten is a median: only the source's figure exists. */
const MEDIANS = 10;

export interface Synthetic {
  readonly inputs: readonly Input[];
  readonly measures: readonly string[];
  readonly observations: number;
}

/**
 * Writes figures of every commune for 20 years, each year in the geography of two years later as INSEE publishes them, about `cells` in
 * all, with their catalogue, in a data directory. The same figures every time; none is secret.
 */
export async function writeSynthetic(dataDirectory: string, geography: Geography, cells: number): Promise<Synthetic> {
  const count = Math.max(1, Math.round(cells / COMMUNES / YEARS));
  const measures = Array.from({ length: count }, (_, index) => `essai_${index + 1}`);
  await writeCatalogue(dataDirectory, measures);
  const inputs: Input[] = [];
  let observations = 0;
  for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
    const codes = [...geography.communes(year + 2).keys()];
    const rows = codes.length * measures.length;
    observations += rows;
    inputs.push(
      await writeInput({
        dataDirectory,
        source: {
          id: 'essai',
          title: { fr: 'Essai', en: 'Trial' },
          producer: 'Banc d’essai',
          licence: 'Licence Ouverte 2.0',
          landingPage: 'https://example.org/essai',
          priority: 50,
        },
        vintage: String(year),
        file: { name: `essai-${year}.csv`, bytes: 1, sha256: `${year} ${rows}` },
        rows: { read: rows, kept: rows, quarantined: 0 },
        loadedAt: '2026-01-01T00:00:00.000Z',
        tables: { observation: figuresOf(measures, codes, year) },
      }),
    );
  }
  return { inputs, measures, observations };
}

function* figuresOf(measures: readonly string[], codes: readonly string[], year: number): Iterable<ObservationRow> {
  let state = year;
  for (const measure of measures) {
    for (const [index, code] of codes.entries()) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      yield {
        measure,
        year,
        level: 'commune',
        code,
        cog: year + 2,
        value: state % 10_000,
        state: 'PUBLISHED',
        line: index + 2,
      };
    }
  }
}

async function writeCatalogue(dataDirectory: string, measures: readonly string[]): Promise<void> {
  const text = { fr: 'Essai', en: 'Trial' };
  const file = {
    theme: { id: 'essai', order: 99, label: text },
    populations: [{ id: 'essais', label: text }],
    measures: measures.map((id, index) => ({
      id,
      label: text,
      nature: index % MEDIANS === MEDIANS - 1 ? 'published' : 'stock',
      population: 'essais',
      unit: 'count',
    })),
    indicators: measures.map((id) => ({
      id,
      label: text,
      shortLabel: text,
      definition: text,
      formula: { measure: id },
      unit: 'count',
      decimals: 0,
      polarity: 'NEUTRAL',
      basePopulation: text,
    })),
  };
  const { catalogue } = dataPaths(dataDirectory);
  await mkdir(catalogue, { recursive: true });
  // JSON is YAML too.
  await writeFile(join(catalogue, 'essai.yaml'), JSON.stringify(file));
}
