/** People of an age band, of one sex. `to` is undefined for the last band, open. */
export interface Band {
  readonly sex: 'F' | 'M';
  readonly from: number;
  readonly to: number | undefined;
}

/** Counts of bands in a year, aligned with the bands. */
export interface Counted {
  readonly year: number;
  readonly counts: readonly number[];
}

/** What becomes of cohorts in so many years, aligned with the bands: what is found of what ageing alone would leave. */
interface Change {
  readonly years: number;
  readonly ratios: readonly number[];
}

/** Ages of the mothers that children are counted against. */
const MOTHERS = { from: 15, to: 44 };

/**
 * Observed changes of cohorts between two counts: C. H. Hamilton and J. Perry, A short method for projecting population by age from one decennial
 * census to another, Social Forces 41, 1962. Bands wider than the time between the counts give each year an equal share of their people to the next.
 * A ratio holds deaths and moves together; that of the first band is children per woman of 15 to 44.
 */
export function cohortChange(bands: readonly Band[], earlier: Counted, later: Counted): Change {
  const years = later.year - earlier.year;
  const aged = age(bands, earlier.counts, years);
  const ratios = bands.map((band, index) => {
    const base = band.from === 0 ? mothers(bands, later.counts) : aged[index]!;
    return base > 0 ? later.counts[index]! / base : 1;
  });
  return { years, ratios };
}

/** Continues counts by so many years, were cohorts to change as they did. */
export function projectCohorts(
  bands: readonly Band[],
  counts: readonly number[],
  change: Change,
  years: number,
): readonly number[] {
  const grown = age(bands, counts, years).map(
    (people, index) => people * change.ratios[index]! ** (years / change.years),
  );
  return bands.map((band, index) => (band.from === 0 ? mothers(bands, grown) * change.ratios[index]! : grown[index]!));
}

/** Who is in each band after so many years, were nobody to be born, die or move: nobody enters the first one. */
function age(bands: readonly Band[], counts: readonly number[], years: number): readonly number[] {
  const leaves = ({ from, to }: Band): number => (to === undefined ? 0 : Math.min(1, years / (to - from + 1)));
  return bands.map((band, index) => {
    const younger = bands.findIndex(({ sex, to }) => sex === band.sex && to === band.from - 1);
    const entering = younger < 0 ? 0 : counts[younger]! * leaves(bands[younger]!);
    return counts[index]! * (1 - leaves(band)) + entering;
  });
}

function mothers(bands: readonly Band[], counts: readonly number[]): number {
  return bands.reduce((sum, { sex, from, to }, index) => {
    const isMother = sex === 'F' && from >= MOTHERS.from && to !== undefined && to <= MOTHERS.to;
    return isMother ? sum + counts[index]! : sum;
  }, 0);
}
