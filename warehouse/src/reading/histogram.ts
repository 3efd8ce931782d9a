import { bin, thresholdFreedmanDiaconis, ticks } from 'd3-array';
import { quantileOf } from './group-values.ts';
import type { Histogram } from './position-answers.ts';

const FEWEST = 5;
const MOST = 25;
/** Figures whose 99th centile is that many times their median are read by their logarithm. */
const SKEWED = 20;

/** Counts sorted figures between round edges from the 1st to the 99th centile; what is beyond is in the first and last counts. */
export function toHistogram(sorted: Float64Array): Histogram {
  const [low, median, high] = [0.01, 0.5, 0.99].map((share) => quantileOf(sorted, share)) as [number, number, number]; // as: map forgets three
  const isSkewed = low > 0 && high > SKEWED * median;
  const edges = isSkewed ? logEdges(low, high) : linearEdges(sorted, low, high);
  const bins = bin<number, number>().domain([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]).thresholds(edges)(
    sorted,
  );
  return { scale: isSkewed ? 'LOG' : 'LINEAR', edges, counts: bins.map(({ length }) => length) };
}

function linearEdges(sorted: Float64Array, low: number, high: number): number[] {
  const wished = thresholdFreedmanDiaconis(sorted, low, high);
  return ticks(low, high, Math.min(MOST, Math.max(FEWEST, wished)));
}

/** 1, 2, 5, 10, 20… over the span. */
function logEdges(low: number, high: number): number[] {
  const edges: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const step of [1, 2, 5]) edges.push(Number(`${step}e${power}`));
  }
  return edges.filter((edge) => low <= edge && edge <= high);
}
