import type { OpenCube } from '../cube/open-cube.ts';

/** Told of each reading of an indicator under convention. */
export type Witness = (indicator: string) => void;

/** The same cube, whose figures under convention are not read unseen. */
export function witnessed(cube: OpenCube, witness: Witness): OpenCube {
  return {
    ...cube,
    series(indicator, reading) {
      if (cube.isRestricted(indicator)) witness(indicator);
      return cube.series(indicator, reading);
    },
  };
}
