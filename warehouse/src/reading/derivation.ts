import type { DerivedRow } from '../publication/input.ts';
import { ofName } from '../territories/wording.ts';

/** How a figure was made of what its source gives. */
export type Derivation = Pick<DerivedRow, 'rule' | 'parts' | 'partsTotal'>;

/** Says in French, without its final stop, how a figure of a territory was made of those of a file, and what is missing. */
export function derivationSentence({ rule, parts, partsTotal }: Derivation, territory: string, file: string): string {
  if (rule === 'MONTHS_MEAN') return `Moyenne des ${parts} mois de l’année que ${file} donne pour ${territory}`;
  if (rule === 'MONTHS_SUM') return `Somme des ${parts} mois de l’année que ${file} donne pour ${territory}`;
  if (rule === 'ABSENT') return `Zéro : ${file} énumère tout ce qui existe et ne nomme pas ${territory}`;
  const number = new Intl.NumberFormat('fr-FR');
  const [given, total] = [number.format(parts), number.format(partsTotal)];
  if (parts === partsTotal) return `Somme des ${given} parties ${ofName(territory)} que donne ${file}`;
  return `Somme de ${given} des ${total} parties ${ofName(territory)} dans ${file} : les autres y sont masquées, le chiffre réel est plus élevé`;
}
