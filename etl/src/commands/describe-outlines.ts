import type { Outlines } from '@boussole/warehouse';
import type { LoadedOutlines } from '../outlines/load-outlines.ts';
import { toCount, toNumber } from '../words.ts';

/** Says which outlines a load stored, whose are missing and which codes it did not know. */
export function describeOutlines({ files, level, vintage, known, unknown, stored }: LoadedOutlines): readonly string[] {
  const [first = ''] = files;
  const from = files.length === 1 ? first : `${first} et ${toCount(files.length - 1, 'autre fichier')}`;
  const lines = [`Contours, COG ${vintage} : ${toNumber(known)} ${NOUNS[level]} dans ${from}.`];
  if (unknown.length > 0) {
    const shown = unknown.slice(0, SHOWN).join(', ') + (unknown.length > SHOWN ? '…' : '');
    lines.push(`  Laissés de côté, ${toCount(unknown.length, 'code inconnu')} de ce millésime : ${shown}`);
  }
  if (stored.length === 0 && known > 0) lines.push('  Ceux des communes, déjà chargés, les donnent : rien ne change.');
  const whole = stored.filter(({ departement }) => departement === undefined);
  return [...lines, ...whole.map(describeFile)];
}

function describeFile({ level, territories, missing, merged, bytes }: Outlines): string {
  const origin = merged ? 'assemblés' : 'simplifiés';
  const lack = missing > 0 ? `, ${toNumber(missing)} sans contour` : '';
  return `  ${toNumber(territories)} ${NOUNS[level]}${lack} : ${origin}, ${toNumber(Math.ceil(bytes / 1_000))} ko.`;
}

const NOUNS = { commune: 'communes', epci: 'EPCI', departement: 'départements', region: 'régions' } as const;
const SHOWN = 5;
