import type { Delivery } from '../delivery.ts';
import { quarantinedRows } from '../quarantine.ts';
import { toCount, toNumber } from '../words.ts';

/** Says what a delivery holds, and everything that was not taken as it was. */
export function describeDelivery(delivery: Omit<Delivery, 'tables'>, quarantine?: string): readonly string[] {
  const { source, vintage, file, read, repairs, markers, geography } = delivery;
  const lines = [`${source.title.fr}, ${vintage} : ${toCount(read, 'ligne lue')} dans ${file.name}.`];
  const marked = Object.entries(markers).filter(([, count]) => count > 0);
  if (marked.length > 0) {
    lines.push(`  Sans valeur : ${marked.map(toMarked).join(', ')}.`);
  }
  if (geography && geography.best !== geography.declared) {
    const known = `${toNumber(geography.known)} de ses ${toCount(geography.codes, 'code')}`;
    lines.push(
      geography.used === geography.best
        ? `  Lu au millésime ${geography.best} du COG, qui connaît ${known} et leur correspond mieux que ${geography.declared}, attendu.`
        : `  Lu au millésime ${geography.used} du COG, annoncé par le nom du fichier, mais ${geography.best} connaît ${known} : vérifiez-le.`,
    );
  }
  if (geography && geography.known < HALF * geography.communes) {
    lines.push(
      `  Fichier partiel : ${toNumber(geography.known)} des ${toNumber(geography.communes)} communes du COG ${geography.used}.`,
    );
  }
  for (const { line, from, to, reason } of repairs.slice(0, SHOWN)) {
    lines.push(`  Ligne ${line} : « ${from} » lu « ${to} » (${reason}).`);
  }
  if (repairs.length > SHOWN) lines.push(`  … et ${toCount(repairs.length - SHOWN, 'autre code corrigé')}.`);
  for (const note of delivery.notes ?? []) lines.push(`  ${note}`);
  const [first] = delivery.quarantined;
  if (first) {
    const where = quarantine ? `, écrites dans ${quarantine}` : '';
    lines.push(
      `  ${toCount(quarantinedRows(delivery), 'ligne')} en quarantaine${where}. Première, ligne ${first.line} : ${first.reason}`,
    );
  }
  return lines;
}

function toMarked([marker, count]: readonly [string, number]): string {
  return marker === '' ? toCount(count, 'cellule vide') : `${toNumber(count)} « ${marker} »`;
}

const SHOWN = 5;
const HALF = 0.5;
