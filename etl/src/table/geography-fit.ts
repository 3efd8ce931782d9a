import { departementOfCommune, type Vintage } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';

/** Which COG vintage a file of communes is in, from its codes alone. */
export interface GeographyFit {
  readonly best: Vintage;
  /** Codes of the file that are communes of that vintage. */
  readonly known: number;
}

/**
 * Finds the vintage that differs least from a set of codes: codes it does not have, and communes of the départements present that the
 * file lacks. Among equals, the nearest to the vintage expected, which may have no list of its own.
 */
export function fitGeography(geography: Geography, codes: ReadonlySet<string>, expected: Vintage): GeographyFit {
  const departements = new Set([...codes].map(departementOfCommune));
  const candidates = [...new Set([expected, ...geography.communeVintages])].map((vintage) => {
    let [known, absent] = [0, 0];
    for (const code of geography.communes(vintage).keys()) {
      if (codes.has(code)) known++;
      else if (departements.has(departementOfCommune(code))) absent++;
    }
    return { vintage, known, difference: codes.size - known + absent };
  });
  const [best] = candidates.sort(
    (left, right) =>
      left.difference - right.difference ||
      Math.abs(left.vintage - expected) - Math.abs(right.vintage - expected) ||
      left.vintage - right.vintage,
  );
  return { best: best!.vintage, known: best!.known };
}
