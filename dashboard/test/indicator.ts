import type { Indicator } from '../src/indicators/use-catalogue.ts';

/** An indicator of which a test says only what it reads: a percentage without sources nor years, named by its id. */
export function toIndicator(id: string, given: Partial<Indicator> = {}): Indicator {
  return {
    id,
    label: id,
    shortLabel: id,
    definition: '',
    basePopulation: '',
    formula: '',
    cautions: [],
    theme: { id: 'theme', label: 'Thème' },
    unit: 'PERCENT',
    decimals: 1,
    polarity: 'NEUTRAL',
    nature: 'RATIO',
    floor: null,
    classes: null,
    keyRank: null,
    sliceOf: null,
    sources: [],
    sourceUses: [],
    years: [],
    ...given,
  };
}
