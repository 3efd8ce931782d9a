import { measuresOf } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';

/** Conventions that stand behind the figures of a publication. What has none is public. */
export interface Conventions {
  readonly ofMeasure: ReadonlyMap<string, ReadonlySet<string>>;
  /** Those of every measure of the formula: one that divides by a figure under convention is under it too. */
  readonly ofIndicator: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads which measures, and so which indicators, rest on deliveries under a convention, be it for one year only. */
export function conventionsOf({ indicators, inputsOf }: OpenCube): Conventions {
  const ofMeasure = new Map<string, Set<string>>();
  for (const [measure, inputs] of inputsOf) {
    const names = inputs.flatMap(({ source }) => source.access?.convention ?? []);
    if (names.length > 0) ofMeasure.set(measure, new Set(names));
  }
  const ofIndicator = new Map<string, Set<string>>();
  for (const { id, formula } of indicators) {
    const names = measuresOf(formula).flatMap((measure) => [...(ofMeasure.get(measure) ?? [])]);
    if (names.length > 0) ofIndicator.set(id, new Set(names));
  }
  return { ofMeasure, ofIndicator };
}
