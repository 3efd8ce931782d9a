import type { Vintage } from '@boussole/schema';
import type { RegisterSources } from './register.ts';

/** What became of EPCI, and what they came from, by the ground of their communes. */
export interface EpciSuccession {
  /** Its communes at that vintage, or when it was last there before, or first there after. */
  communes(code: string, vintage: Vintage): readonly string[];
  /** EPCI of the reference vintage that hold its communes, those that hold most of them first; itself when it lasts. */
  successors(code: string): readonly string[];
  /** EPCI of the vintage before it appeared that held its communes, those that held most of them first. */
  predecessors(code: string): readonly string[];
}

export function toEpciSuccession({ lineage, yearbook, epciVintages, reference }: RegisterSources): EpciSuccession {
  const has = (vintage: Vintage, code: string): boolean => yearbook.epciNames(vintage).has(code);
  const communesOf = (code: string, vintage: Vintage): readonly string[] =>
    yearbook.epcis(vintage)?.get(code)?.communes ?? [];

  function epciOfGround(communes: readonly string[], from: Vintage, to: Vintage): readonly string[] {
    const start = lineage.at(from);
    const { owners } = lineage.at(to);
    const epciOf = yearbook.epciOf(to);
    return mostFrequent(
      communes
        .flatMap((commune) => start.byCode.get(commune)?.atoms ?? [])
        .map((atom) => epciOf(owners[atom]?.code ?? '')),
    );
  }

  return {
    communes(code, vintage) {
      const last = epciVintages.findLast((candidate) => candidate <= vintage && has(candidate, code));
      const at = last ?? epciVintages.find((candidate) => has(candidate, code));
      return at === undefined ? [] : communesOf(code, at);
    },
    successors(code) {
      if (has(reference, code)) return [code];
      const last = epciVintages.findLast((vintage) => has(vintage, code));
      return last === undefined ? [] : epciOfGround(communesOf(code, last), last, reference);
    },
    predecessors(code) {
      const first = epciVintages.findIndex((vintage) => has(vintage, code));
      const [before, vintage] = [epciVintages[first - 1], epciVintages[first]];
      return before === undefined || vintage === undefined
        ? []
        : epciOfGround(communesOf(code, vintage), vintage, before);
    },
  };
}

/** Each code once, the most frequent first. */
export function mostFrequent(codes: readonly (string | undefined)[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const code of codes) if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([code]) => code);
}
