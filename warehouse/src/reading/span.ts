import { breaksBetween, type Indicator, unbrokenSpan, yearsBetween } from '@boussole/schema';

/** Years looked ahead for one that will be comparable. */
const AHEAD = 20;

/**
 * Says in French why no change can be read over some years of a span that ends with `last`: none or one has a figure, a break parts them, or their
 * surveys overlap. Undefined when the widest pair of their latest unbroken part can be compared.
 */
export function whyNoChange(indicator: Indicator, years: readonly number[], last: number): string | undefined {
  const [first] = years;
  if (first === undefined) return 'Aucune année chargée ne porte de chiffre sur cette période.';
  if (years.length === 1) return `Une seule année porte un chiffre (${first}) : il en faut deux.`;
  const span = unbrokenSpan(indicator, years);
  if (!span) {
    const [cut] = breaksBetween(indicator, first, years.at(-1)!);
    return `La série est rompue en ${cut!.year} (${cut!.reason.fr}) : il n’y a pas deux années comparables.`;
  }
  const [start, end] = span;
  if (!yearsBetween(indicator, start, end).overlap) return undefined;
  const next = Array.from({ length: AHEAD }, (_, index) => end + 1 + index).find(
    (year) => !yearsBetween(indicator, start, year).overlap,
  );
  const advice =
    next !== undefined && next <= last
      ? `L’évolution se lira avec l’année ${next}.`
      : 'Cette période est trop courte pour cet indicateur : comparez sur deux mandats.';
  return `Les enquêtes de ${start} et de ${end} se recouvrent : leur écart n’est pas une évolution. ${advice}`;
}
