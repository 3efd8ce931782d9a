import type { Audit, OfficialLevel } from '@boussole/schema';
import { codesAbove, type Geography, type ObservationRow } from '@boussole/warehouse';
import { toNumber } from '../words.ts';
import { type AuditedDelivery, type Finding, PASSED } from './audits.ts';

type TotalRule = Extract<Audit, { check: 'total' }>;

/** Of what is added in binary, what does not show. */
const ROUNDING = 1e-9;

/**
 * Compares sums over communes with the figures that another source, or the same, publishes for the level above, year by year. Of a territory
 * of which a commune is hidden or not in the delivery, the sum is at most the figure. An EPCI is compared where its ground is the same in
 * both vintages.
 */
export async function compareTotals(rule: TotalRule, delivery: AuditedDelivery): Promise<Finding> {
  const measure = rule.publishedAs ?? rule.measure;
  const published = (await delivery.of(rule.source)).filter(
    (figure) => figure.measure === measure && figure.level === rule.level && figure.value !== null,
  );
  const sums = sumUp(rule, delivery);
  const compared = published.flatMap((figure) => {
    const sum = sums.get(`${figure.code} ${figure.year}`);
    return sum && isSameGround(figure, sum.cog, delivery.geography) ? [{ figure, sum }] : [];
  });
  if (compared.length === 0) {
    return { verdict: 'unchecked', problem: `${rule.source} ne donne pas ${measure} aux mêmes années` };
  }
  const wrong = compared.filter(({ figure, sum }) => !agrees(figure.value!, sum, rule.tolerance));
  const [first] = wrong;
  if (!first) return PASSED;
  const { code, year, value } = first.figure;
  const example = `${code} en ${year}, ${toNumber(first.sum.sum)} contre ${toNumber(value!)} publié`;
  const count = `${toNumber(wrong.length)} sommes sur ${toNumber(compared.length)}`;
  return { verdict: 'failed', problem: `${rule.measure} : ${count} s’écartent de ${rule.source}, dont ${example}` };
}

interface Sum {
  sum: number;
  /** Communes that have a figure. */
  communes: number;
  /** Whether some have none. */
  isPart: boolean;
  readonly cog: number;
}

/** EPCI change every year; of the other levels the few communes that change make no difference that a tolerance does not cover. */
function isSameGround({ level, code, cog }: ObservationRow, other: number, geography: Geography): boolean {
  return level !== 'epci' || cog === other || geography.counterpart('epci', code, cog, other) === code;
}

function agrees(published: number, { sum, isPart }: Sum, tolerance: number): boolean {
  const admitted = Math.abs(published) * (tolerance + ROUNDING);
  return isPart ? sum <= published + admitted : Math.abs(sum - published) <= admitted;
}

function sumUp(rule: TotalRule, { observations, geography }: AuditedDelivery): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const row of observations) {
    if (row.measure !== rule.measure || row.level !== 'commune') continue;
    for (const parent of parentsOf(geography, row, rule.level)) {
      const key = `${parent} ${row.year}`;
      const sum = sums.get(key) ?? { sum: 0, communes: 0, isPart: false, cog: row.cog };
      sums.set(key, sum);
      sum.sum += row.value ?? 0;
      if (row.value !== null) sum.communes++;
    }
  }
  const sizes = new Map<number, ReadonlyMap<string, number>>();
  for (const [key, sum] of sums) {
    const { cog } = sum;
    const size = sizes.get(cog) ?? sizesOf(geography, cog, rule.level);
    sizes.set(cog, size);
    sum.isPart = sum.communes < (size.get(key.split(' ')[0]!) ?? Number.POSITIVE_INFINITY);
  }
  return sums;
}

/** How many communes each territory of a level has. */
function sizesOf(geography: Geography, cog: number, level: TotalRule['level']): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const code of geography.communes(cog).keys()) {
    for (const parent of parentsOf(geography, { code, cog }, level)) sizes.set(parent, (sizes.get(parent) ?? 0) + 1);
  }
  return sizes;
}

function parentsOf(
  geography: Geography,
  { code, cog }: Pick<ObservationRow, 'code' | 'cog'>,
  level: Exclude<OfficialLevel, 'commune'>,
): readonly string[] {
  const membership = geography.membership(cog).get(code);
  return membership ? codesAbove(level, code, membership) : level === 'france' ? ['FR'] : [];
}
