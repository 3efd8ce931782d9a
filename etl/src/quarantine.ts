import { failure, type SourceDescriptor } from '@boussole/schema';
import type { Delivery } from './delivery.ts';
import { toCount, toNumber } from './words.ts';

/** Number of rows of the file that are set aside; a row refused for two reasons counts once. */
export function quarantinedRows({ quarantined }: Pick<Delivery, 'quarantined'>): number {
  return new Set(quarantined.map(({ line }) => line)).size;
}

/** Number of rows set aside for each reason, the code of an error; each row counts once, for the last reason found. */
export function countReasons({ quarantined }: Pick<Delivery, 'quarantined'>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const problem of new Map(quarantined.map((row) => [row.line, row.problem])).values()) {
    counts[problem] = (counts[problem] ?? 0) + 1;
  }
  return counts;
}

/** Says what a publication lacks of a delivery whose quarantine its source tolerates, undefined when it lacks nothing. */
export function describeLack(delivery: Omit<Delivery, 'tables'>, path: string | undefined): string | undefined {
  const rows = quarantinedRows(delivery);
  if (rows === 0) return undefined;
  const { file, read, source } = delivery;
  const share = `${toNumber(rows)} des ${toCount(read, 'ligne')} de ${file.name} (${toShare(rows / read)})`;
  const tolerated = `au plus ${toShare(toleranceOf(source))} est admis par sa source`;
  const where =
    path === undefined
      ? ''
      : ` ${rows > 1 ? 'Elles sont' : 'Elle est'} dans ${path} : remplissez-y « correction » (la valeur juste de la colonne nommée, ou la ligne entière), puis rechargez avec --corrections.`;
  return `ATTENTION, publication incomplète : ${share} n’y ${rows > 1 ? 'sont' : 'est'} pas (${tolerated}).${where}`;
}

/** Throws `QUARANTINE_TOO_LARGE` when more rows are set aside than the descriptor admits. */
export function checkQuarantine(delivery: Omit<Delivery, 'tables'>): void {
  const [first] = delivery.quarantined;
  if (!first) return;
  const rows = quarantinedRows(delivery);
  const share = toleranceOf(delivery.source);
  if (rows <= delivery.read * share) return;
  const allowed = toShare(share);
  const reason = `ligne ${first.line}, colonne « ${first.column} » : ${first.reason}`;
  throw failure('QUARANTINE_TOO_LARGE', {
    file: delivery.file.name,
    rows,
    total: delivery.read,
    allowed,
    first: reason,
    advice: toAdvice(delivery),
  });
}

/** What to write in the descriptor for more rows to be read; nothing when no few lines would do. */
function toAdvice({ advice = [], source: { id } }: Omit<Delivery, 'tables'>): string {
  if (advice.length === 0) return '';
  return ` Si la source écrit ainsi ses valeurs, dites-le dans sources/${id}.yaml du dossier de données : « id: ${id} », « extends: ${id} », puis ${advice.map((line) => `« ${line} »`).join(' ou ')}.`;
}

function toleranceOf(source: SourceDescriptor): number {
  return source.reader === 'table' ? source.quarantineShare : 0;
}

/** Never rounded to zero: one row is not none. */
function toShare(share: number): string {
  return `${(share * 100).toLocaleString('fr-FR', { maximumSignificantDigits: 2 })} %`;
}
