import type { CoverageQuery, CoverageQueryVariables, Geography, WarningCode } from '../../graphql/generated.ts';
import { maybeLevel } from '../../territories/territory.ts';

/** Territories asked at once: below the limit `compareTerritories` of the API. */
const AT_ONCE = 200;

/** Share of the communes that a figure rests on, 0 to 1; undefined when it rests on all of them or when that is not known. */
export type CoverageOf = (indicator: string, year: number, territory: string) => number | undefined;

export interface CoverageQuestion {
  readonly territories: readonly string[];
  readonly indicators: readonly string[];
  readonly geography: Geography;
}

/** Does an answer hold a figure that rests on part of the communes? */
export function hasPartial(warnings: readonly { readonly code: WarningCode }[]): boolean {
  return warnings.some(({ code }) => code === 'PARTIAL_COVERAGE');
}

/** What to ask: one question by indicator, of the territories that are made of communes. */
export function toCoverageVariables({
  territories,
  indicators,
  geography,
}: CoverageQuestion): readonly CoverageQueryVariables[] {
  const made = [...new Set(territories)].filter((id) => !['COMMUNE', undefined].includes(maybeLevel(id)));
  const parts = Array.from({ length: Math.ceil(made.length / AT_ONCE) }, (_, part) =>
    made.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
  return [...new Set(indicators)].flatMap((indicator) =>
    parts.map((part) => ({ indicator, territories: part, geography })),
  );
}

/** Reads the answers; those that have not come mark nothing. */
export function toCoverageOf(answers: readonly (CoverageQuery | undefined)[]): CoverageOf {
  const known = new Map<string, number>();
  for (const { trend } of answers.filter((answer) => answer !== undefined)) {
    for (const { territory, states, coverage } of trend.series) {
      for (const [position, share] of coverage.entries()) {
        const isMade = states[position] === 'COMPUTED' || states[position] === 'ESTIMATED';
        if (isMade && share != null && share < 1)
          known.set(`${trend.indicator.id} ${trend.years[position]} ${territory.id}`, share);
      }
    }
  }
  return (indicator, year, territory) => known.get(`${indicator} ${year} ${territory}`);
}
