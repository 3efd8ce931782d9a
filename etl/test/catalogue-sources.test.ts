import {
  type Indicator,
  isAdditive,
  measuresOf,
  natureOf,
  type SourceDescriptor,
  sliceName,
  toSliced,
} from '@boussole/schema';
import { readCatalogue } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { readSources } from '../src/index.ts';

const [catalogue, sources] = [await readCatalogue('/nowhere'), await readSources('/nowhere')];
const indicators = [...catalogue.indicators.values()];

/** Measures that each source gives. */
const given = sources.map((source) => new Set(measuresGiven(source)));
/** Given for every year by a source of its own: rates may be reported to it. */
const EVERY_YEAR = new Set(['population_municipale']);

function measuresGiven(source: SourceDescriptor): readonly string[] {
  if (source.reader === 'table') {
    return [...Object.values(source.columns), ...(source.long?.cells ?? [])].map(({ measure }) => measure);
  }
  return source.reader === 'cog-packages'
    ? ['population_municipale', 'population_totale', 'population_comptee_a_part']
    : [];
}

describe('the indicators that are shipped', () => {
  it('cover what an analysis of social needs speaks of', () => {
    expect(indicators.length).toBeGreaterThanOrEqual(80);
    expect(catalogue.themes.map(({ id }) => id)).toEqual([
      'population',
      'ages',
      'familles',
      'revenus',
      'prestations',
      'emploi',
      'formation',
      'logement',
      'sante',
      'dependance',
      'petite_enfance',
      'services',
      'ccas',
    ]);
    for (const { id } of catalogue.themes)
      expect(indicators.filter(({ theme }) => theme === id).length).toBeGreaterThan(2);
  });

  it.each(indicators.map((indicator) => [indicator.id, indicator] as const))(
    '%s is complete, and computable from one source',
    (_, indicator) => {
      const { formula, label, shortLabel, definition, basePopulation, cautions } = indicator;
      expect(unitProblem(indicator)).toBeUndefined();
      expect(cautions.length).toBeGreaterThan(0);
      for (const text of cautions) expect(`${text.fr}\n${text.en}`).toMatch(/[^.]{12}\.\n.{12,}\.$/);
      for (const text of [label, shortLabel, definition, basePopulation, ...cautions]) {
        expect(`${text.fr}${text.en}`).not.toMatch(/'|TODO| {2}/);
      }
      expect(shortLabel.fr.length).toBeLessThanOrEqual(40);
      expect(definition.fr).toMatch(/\.$/);
      const together = given.some((measures) =>
        measuresOf(formula).every((id) => measures.has(id) || EVERY_YEAR.has(id)),
      );
      expect(together).toBe(true);
    },
  );

  it('declare dimensions that are those of a measure', () => {
    const measures = [...catalogue.measures.values()];
    const parts = measures.flatMap(({ dimensions }) => (dimensions ? [dimensions] : []));
    expect(parts.filter(({ of }) => !catalogue.measures.has(of))).toEqual([]);
    const people = toSliced(indicators, catalogue.measures).get('population_rp')!;
    expect(people.ageBreakdowns).toEqual([
      ['0-14', '15-29', '30-44', '45-59', '60-74', '75-89', '90-plus'],
      ['0-19', '20-64', '65-plus'],
    ]);
    const names = new Set(people.slices.map(sliceName));
    const crossed = people.ageBreakdowns.flat().flatMap((age) => [age, `F ${age}`, `M ${age}`]);
    expect(['F', 'M', ...crossed].filter((name) => !names.has(name))).toEqual([]);
  });
});

/** A share is a percentage, a sum counts, what is published is as its source says. */
function unitProblem(indicator: Indicator): string | undefined {
  const { formula, unit } = indicator;
  const nature = natureOf(indicator, catalogue.measures);
  if ('numerator' in formula) {
    const expected = unit === 'percent' ? formula.scale === 100 : unit !== 'count';
    return expected ? undefined : `ratio in ${unit}, scale ${formula.scale}`;
  }
  return nature !== 'ratio' && isAdditive(nature) && unit !== 'count' && unit !== 'euro'
    ? `${nature} in ${unit}`
    : undefined;
}
