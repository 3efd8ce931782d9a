import type { Audit, OfficialLevel } from '@boussole/schema';
import { codesAbove, type Geography, type ObservationRow } from '@boussole/warehouse';
import { toNumber } from '../words.ts';
import { type AuditedDelivery, type Finding, PASSED } from './audits.ts';

type TotalRule = Extract<Audit, { check: 'total' }>;

/** Of what is added in binary, what does not show. */
const ROUNDING = 1e-9;

/** Compares sums over communes with the figures that another source, or the same, publishes for the level above, year by year. */
export async function compareTotals(rule: TotalRule, delivery: AuditedDelivery): Promise<Finding> {
  const published = (await delivery.of(rule.source)).filter(
    ({ measure, level, value }) => measure === rule.measure && level === rule.level && value !== null,
  );
  const sums = sumUp(rule, delivery);
  const sumOf = (figure: ObservationRow): Sum | undefined => sums.get(keyOf(figure.code, figure, rule));
  const compared = published.filter((figure) => sumOf(figure) !== undefined);
  if (compared.length === 0) {
    return { verdict: 'unchecked', problem: `${rule.source} ne donne pas ${rule.measure} aux mêmes années` };
  }
  const wrong = compared.filter((figure) => !agrees(figure.value!, sumOf(figure)!, rule.tolerance));
  const [first] = wrong;
  if (!first) return PASSED;
  const { sum } = sumOf(first)!;
  const example = `${first.code} en ${first.year}, ${toNumber(sum)} contre ${toNumber(first.value!)} publié`;
  const count = `${toNumber(wrong.length)} sommes sur ${toNumber(compared.length)}`;
  return { verdict: 'failed', problem: `${rule.measure} : ${count} s’écartent de ${rule.source}, dont ${example}` };
}

/** EPCI change every year: their figures are those of their own perimeters only. */
function keyOf(parent: string, { year, cog }: Pick<ObservationRow, 'year' | 'cog'>, { level }: TotalRule): string {
  return level === 'epci' ? `${parent} ${year} ${cog}` : `${parent} ${year}`;
}

interface Sum {
  sum: number;
  hidden: boolean;
}

function agrees(published: number, { sum, hidden }: Sum, tolerance: number): boolean {
  const admitted = Math.abs(published) * (tolerance + ROUNDING);
  return hidden ? sum <= published + admitted : Math.abs(sum - published) <= admitted;
}

function sumUp(rule: TotalRule, { observations, geography }: AuditedDelivery): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const row of observations) {
    if (row.measure !== rule.measure || row.level !== 'commune') continue;
    for (const parent of parentsOf(geography, row, rule.level)) {
      const key = keyOf(parent, row, rule);
      const sum = sums.get(key) ?? { sum: 0, hidden: false };
      sums.set(key, { sum: sum.sum + (row.value ?? 0), hidden: sum.hidden || row.value === null });
    }
  }
  return sums;
}

function parentsOf(
  geography: Geography,
  { code, cog }: Pick<ObservationRow, 'code' | 'cog'>,
  level: Exclude<OfficialLevel, 'commune'>,
): readonly string[] {
  const membership = geography.membership(cog).get(code);
  return membership ? codesAbove(level, code, membership) : level === 'france' ? ['FR'] : [];
}
