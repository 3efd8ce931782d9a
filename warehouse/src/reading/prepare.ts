import type { OpenCube } from '../cube/open-cube.ts';
import type { WantedParts } from '../cube/parts.ts';
import { after, type Eventual } from '../store/eventual.ts';

/**
 * A cube for one question: of the indicators that are not in memory, it has what the question is about, and nothing else. Composed territories are
 * summed from whole series.
 */
export function prepare(cube: OpenCube, wanted: WantedParts): Eventual<OpenCube> {
  return after(cube.parts(wanted), (parts) => {
    if (parts.size === 0) return cube;
    return {
      ...cube,
      series: (indicator, reading) => {
        const part = reading === wanted.reading ? parts.get(indicator) : undefined;
        return part ?? cube.series(indicator, reading);
      },
    };
  });
}

/** First and last of some numbers. */
export function rangeOf(numbers: ArrayLike<number>): readonly [number, number] {
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (let index = 0; index < numbers.length; index++) {
    first = Math.min(first, numbers[index]!);
    last = Math.max(last, numbers[index]!);
  }
  return [Math.min(first, last), last];
}
