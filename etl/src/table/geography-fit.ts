import { departementOfCommune, type TableSource, type Vintage } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import type { Delivery } from '../delivery.ts';

/** Share of the communes of its départements that a file may lack and still be held for a complete one. */
const COMPLETE = 0.01;

/** Which COG vintage a source expects for a year of data, or a file name tells. */
export function expectedCog({ geography }: TableSource, vintage: number, file: string) {
  const pattern = geography.cogInFileName;
  const named = pattern === undefined ? undefined : new RegExp(pattern).exec(file)?.[1];
  return named === undefined
    ? { cog: geography.cog[vintage] ?? vintage + geography.cogOffset, named: false }
    : { cog: Number(named), named: true };
}

/** Finds the vintage of a file of communes. What the file name says is believed; otherwise its codes tell. */
export function chooseGeography(
  source: TableSource,
  geography: Geography,
  written: Iterable<string>,
  { cog: declared, named }: ReturnType<typeof expectedCog>,
): NonNullable<Delivery['geography']> {
  const communes = new Set<string>();
  for (const text of written) {
    const resolution = geography.resolve(text, declared);
    const known = resolution.kind === 'repaired' ? resolution.as : resolution;
    if (known.kind === 'commune' || known.kind === 'other-vintage') communes.add(known.code);
    else if (known.kind === 'arrondissement' && source.geography.arrondissements === 'sum') communes.add(known.commune);
    else if (known.kind === 'deleguee' || known.kind === 'associee') communes.add(known.code);
  }
  const { best, known } = fitGeography(geography, communes, declared);
  const used = named ? declared : best;
  return { declared, best, used, known, codes: communes.size, communes: geography.communes(used).size };
}

/**
 * Finds the vintage that differs least from a set of codes: codes it does not have, and communes of the départements present that the
 * file lacks. The expected one gives way only to a vintage that knows more of the codes, or as many of a complete file: what a
 * partial file lacks says nothing. Among equals, the nearest to the expected.
 */
function fitGeography(geography: Geography, codes: ReadonlySet<string>, expected: Vintage) {
  const departements = new Set([...codes].map(departementOfCommune));
  const [own, ...others] = [...new Set([expected, ...geography.communeVintages])].map((vintage) => {
    let [known, absent] = [0, 0];
    for (const code of geography.communes(vintage).keys()) {
      if (codes.has(code)) known++;
      else if (departements.has(departementOfCommune(code))) absent++;
    }
    return { best: vintage, known, difference: codes.size - known + absent, complete: absent <= known * COMPLETE };
  });
  const better = others.filter(({ known, complete }) => known > own!.known || (known === own!.known && complete));
  const [best] = [own!, ...better].sort(
    (left, right) =>
      left.difference - right.difference ||
      Math.abs(left.best - expected) - Math.abs(right.best - expected) ||
      left.best - right.best,
  );
  return best!;
}
