import type { Delivery } from '../delivery.ts';
import { toCount, toNumber } from '../words.ts';
import type { Comparison, MeasureComparison, MeasureSummary } from './comparison.ts';
import type { Effect } from './effect.ts';
import type { Screening } from './screen.ts';

const SHOWN = 10;

/** Says to a person what screening a delivery found. */
export function describeScreening(
  { columns, years, measures, comparison, effect }: Screening,
  { quarantined, geography }: Pick<Delivery, 'quarantined' | 'geography'>,
): readonly string[] {
  const lines: string[] = [];
  if (geography) {
    const { best, known, codes } = geography;
    lines.push(
      `  Géographie : le COG ${best} lui correspond le mieux, il connaît ${toNumber(known)} de ses ${toCount(codes, 'code')}.`,
    );
  }
  if (columns) {
    const mapped = columns.mapped.map(({ column, measure }) => `${column} → ${measure}`);
    lines.push(`  ${toCount(mapped.length, 'colonne lue')} : ${mapped.join(', ')}.`);
    if (columns.ignored.length > 0) lines.push(`  Laissées de côté : ${columns.ignored.join(', ')}.`);
    if (columns.absent.length > 0) lines.push(`  Facultatives et absentes : ${columns.absent.join(', ')}.`);
  }
  if (years.length > 0) lines.push(`  ${years.length > 1 ? 'Années' : 'Année'} des chiffres : ${years.join(', ')}.`);
  const others = quarantined.slice(1, SHOWN);
  for (const { reason } of others) lines.push(`  Quarantaine : ${reason}`);
  if (quarantined.length > SHOWN) lines.push(`  … et ${toCount(quarantined.length - SHOWN, 'autre motif')}.`);
  return [
    ...lines,
    ...(comparison ? describeComparison(comparison) : measures.map(describeSummary)),
    ...describeEffect(effect),
  ];
}

function describeSummary({ label, figures: { year, values, total } }: MeasureSummary): string {
  const sum = total === null ? '' : ` ; somme ${toNumber(Math.round(total))}`;
  return `    ${label} : ${toCount(values, 'valeur')} pour ${year}${sum}.`;
}

function describeComparison({ vintage, file, rows, measures }: Comparison): readonly string[] {
  const change = `${toNumber(rows.before)} lignes alors, ${toNumber(rows.after)} à présent`;
  return [`  Comparé à ${file} (${vintage}), déjà chargé : ${change}.`, ...measures.flatMap(describeMeasure)];
}

function describeMeasure({ label, before, after, movers }: MeasureComparison): readonly string[] {
  const values =
    before.year === after.year
      ? `${toCount(before.values, 'valeur')} pour ${before.year} alors, ${toNumber(after.values)} à présent`
      : `${toCount(before.values, 'valeur')} pour ${before.year}, ${toNumber(after.values)} pour ${after.year}`;
  const lines = [`    ${label} : ${values}${describeTotals(before.total, after.total)}.`];
  if (movers.length > 0) {
    const list = movers.map((mover) => `${mover.name} (${toNumber(mover.before)} → ${toNumber(mover.after)})`);
    lines.push(`      Plus fortes variations : ${list.join(', ')}.`);
  }
  return lines;
}

function describeTotals(before: number | null, after: number | null): string {
  if (before === null || after === null) return '';
  const percent = before === 0 ? '' : ` (${toNumber(Math.round((after / before - 1) * 1_000) / 10)} %)`;
  return ` ; somme ${toNumber(Math.round(before))} → ${toNumber(Math.round(after))}${percent}`;
}

function describeEffect({ replaces, figures, indicators }: Effect): readonly string[] {
  const { added, changed, removed } = figures;
  const nothing = replaces !== null && added + changed + removed === 0;
  if (nothing) return [`  S’il était publié : aucun chiffre ne changerait, ce sont ceux de ${replaces}.`];
  const what = [toCount(added, 'chiffre nouveau'), toCount(changed, 'modifié'), toCount(removed, 'retiré')].join(', ');
  const lines = [
    replaces === null
      ? `  S’il était publié : ${toCount(added, 'chiffre')} de plus, rien n’est remplacé.`
      : `  S’il était publié : il remplacerait ${replaces} ; ${what}.`,
  ];
  if (indicators.length > 0) lines.push(`  Indicateurs concernés : ${indicators.join(', ')}.`);
  return lines;
}
