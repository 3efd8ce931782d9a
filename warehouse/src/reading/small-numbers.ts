import { SMALL_NUMBER, type Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { enumerate } from '../territories/wording.ts';
import type { CellCensus } from './cell-census.ts';

/** Beyond, they are not told one by one. */
const MOST = 1_000;

/** Says how many of the rates shown rest on fewer than `SMALL_NUMBER` cases; figures without counts behind have no such caution. */
export function smallNumbers({ numbering }: OpenCube, { count, first }: CellCensus['small']): readonly Warning[] {
  if (count === 0) return [];
  const examples = first.map(({ number, year }) => `${numbering.at(number).name} ${year}`);
  const told = count > MOST ? `Plus de ${THOUSANDS.format(MOST)} taux reposent` : plural(count);
  return [
    {
      code: 'SMALL_NUMBERS',
      message: `Petits nombres : ${told} sur moins de ${SMALL_NUMBER} cas (${enumerate(examples)}${count > first.length ? '…' : ''}). Un écart peut n’être que le hasard : lisez son intervalle, ou le chiffre de l’EPCI.`,
    },
  ];
}

const THOUSANDS = new Intl.NumberFormat('fr-FR');

function plural(count: number): string {
  return count > 1 ? `${count} taux reposent` : '1 taux repose';
}
