import { describe, expect, it } from 'vitest';
import { type Band, cohortChange, projectCohorts } from '../src/reading/cohorts.ts';

const STARTS = [0, 15, 30, 45, 60, 75, 90];
const BANDS: readonly Band[] = (['F', 'M'] as const).flatMap((sex) =>
  STARTS.map((from, index) => ({
    sex,
    from,
    to: STARTS[index + 1] === undefined ? undefined : STARTS[index + 1]! - 1,
  })),
);
/** Women then men, from the youngest. */
const COUNTS = [900, 850, 950, 1_000, 880, 500, 80, 940, 870, 930, 960, 800, 380, 30];

describe('cohorts', () => {
  it('give back the count that their changes were observed on', () => {
    const later = { year: 2021, counts: COUNTS.map((count, index) => count + 10 * (index % 3) - 7) };
    const change = cohortChange(BANDS, { year: 2015, counts: COUNTS }, later);
    const projected = projectCohorts(BANDS, COUNTS, change, 6);
    for (const [index, count] of later.counts.entries()) expect(projected[index]).toBeCloseTo(count, 8);
  });

  it('stay as they are where every age loses as many as it gains', () => {
    const change = cohortChange(BANDS, { year: 2015, counts: COUNTS }, { year: 2021, counts: COUNTS });
    for (const [index, count] of projectCohorts(BANDS, COUNTS, change, 6).entries())
      expect(count).toBeCloseTo(COUNTS[index]!, 8);
  });

  it('grow old: a hollow of one band is found in the next fifteen years later', () => {
    const still = cohortChange(BANDS, { year: 2006, counts: COUNTS }, { year: 2021, counts: COUNTS });
    const hollow = COUNTS.map((count, index) => (index === 2 ? count / 2 : count));
    const projected = projectCohorts(BANDS, hollow, still, 15);
    expect(projected[3]).toBeCloseTo(COUNTS[3]! / 2, 8);
    expect(projected[2]).toBeCloseTo(COUNTS[2]!, 8);
    // Half of the mothers of 30 to 44 would be missing, were they not replaced by those of 15 to 29.
    expect(projected[0]).toBeCloseTo(COUNTS[0]!, 8);
  });

  it('have half of the children when there are half of the mothers', () => {
    const still = cohortChange(BANDS, { year: 2006, counts: COUNTS }, { year: 2021, counts: COUNTS });
    const fewer = COUNTS.map((count, index) => (index === 0 || index === 1 ? count / 2 : count));
    const projected = projectCohorts(BANDS, fewer, still, 15);
    expect(projected[0]).toBeCloseTo((COUNTS[0]! * (COUNTS[1]! / 2 + COUNTS[2]! / 2)) / (COUNTS[1]! + COUNTS[2]!), 8);
  });

  it('leave out the band that nobody was in', () => {
    const empty = COUNTS.map((count, index) => (index % 7 >= 5 ? 0 : count));
    const change = cohortChange(BANDS, { year: 2015, counts: empty }, { year: 2021, counts: empty });
    expect(projectCohorts(BANDS, empty, change, 5).every(Number.isFinite)).toBe(true);
  });
});
