import { type Audit, isAdditive } from '@boussole/schema';
import type { Geography, ObservationRow } from '@boussole/warehouse';
import type { Rows } from '../delivery.ts';
import { toNumber } from '../words.ts';
import { compareTotals } from './totals.ts';

/** What audits look at. */
export interface AuditedDelivery {
  readonly observations: Rows<ObservationRow>;
  /** Figures of the delivery that this one replaces or follows, undefined for the first of its source. */
  readonly earlier: Rows<ObservationRow> | undefined;
  /** Figures of another source, none when it is not loaded; its own, of all levels, for the source itself. */
  of(source: string): Promise<readonly ObservationRow[]>;
  readonly geography: Geography;
  isAdditive(measure: string): boolean;
}

/** What an audit found: nothing, a problem in French without its final stop, or why it could not look. */
export type Finding =
  | { readonly verdict: 'passed' }
  | { readonly verdict: 'failed' | 'unchecked'; readonly problem: string };

export const PASSED: Finding = { verdict: 'passed' };

type Check = Audit['check'];
type Rule<C extends Check> = Extract<Audit, { check: C }>;

const RULES: { readonly [C in Check]: (rule: Rule<C>, delivery: AuditedDelivery) => Finding | Promise<Finding> } = {
  coverage({ atLeast }, { observations, geography }) {
    const [first] = observations;
    if (!first) return failed('aucun chiffre');
    const given = new Set(observations.filter(({ level }) => level === first.level).map(({ code }) => code)).size;
    const all = sizeOf(geography, first);
    if (all === 0) return { verdict: 'unchecked', problem: `les territoires de ${first.cog} ne sont pas chargés` };
    if (given >= all * atLeast) return PASSED;
    return failed(`${toNumber(given)} territoires sur ${toNumber(all)}, ${percent(atLeast)} attendus`);
  },
  range({ measure, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }, { observations }) {
    const wrong = observations.filter(
      (row) => row.measure === measure && row.value !== null && (row.value < min || row.value > max),
    );
    const [first] = wrong;
    if (!first) return PASSED;
    const bounds = [
      Number.isFinite(min) ? `au moins ${toNumber(min)}` : '',
      Number.isFinite(max) ? `au plus ${toNumber(max)}` : '',
    ].filter((bound) => bound !== '');
    const place = `${toNumber(first.value!)} pour ${first.code}, ligne ${first.line}`;
    return failed(`${measure} : ${toNumber(wrong.length)} valeurs hors bornes (${bounds.join(', ')}), dont ${place}`);
  },
  unique(_, { observations }) {
    const seen = new Set<string>();
    for (const { measure, year, level, code, cog } of observations) {
      const key = `${measure} ${year} ${level} ${code} ${cog}`;
      if (seen.has(key)) return failed(`${code} a deux chiffres pour ${measure} en ${year}`);
      seen.add(key);
    }
    return PASSED;
  },
  arrondissements(_, { observations, geography }) {
    const communes = observations.filter(({ level }) => level === 'commune');
    const codes = new Set(communes.map(({ code }) => code));
    for (const { code, cog } of communes) {
      const found = geography.resolve(code, cog);
      if (found.kind === 'arrondissement' && codes.has(found.commune)) {
        return failed(`${found.commune} et son arrondissement ${code} compteraient deux fois`);
      }
    }
    return PASSED;
  },
  drift({ measure, atMost }, { observations, earlier, isAdditive: adds }) {
    const [past, now] = alike(latestOf(earlier ?? [], measure), latestOf(observations, measure));
    const [before, after] = [past, now].map((values) => summary(values, adds(measure)));
    if (before === undefined) return { verdict: 'unchecked', problem: `${measure} n’a pas de millésime précédent` };
    if (after === undefined) return failed(`${measure} n’a aucune valeur`);
    const change = before === 0 ? (after === 0 ? 0 : 1) : Math.abs(after / before - 1);
    if (change <= atMost) return PASSED;
    const what = adds(measure) ? 'total' : 'médiane des valeurs';
    return failed(`${measure} : ${what} de ${toNumber(before)} à ${toNumber(after)}, ${percent(atMost)} d’écart admis`);
  },
  total: compareTotals,
};

/** Runs one audit on a delivery. */
export async function runAudit(audit: Audit, delivery: AuditedDelivery): Promise<Finding> {
  const rule = RULES[audit.check] as (rule: Audit, delivery: AuditedDelivery) => Finding | Promise<Finding>; // the rule of that same check
  return rule(audit, delivery);
}

/** Whether a measure of a catalogue adds up; one that it does not have does not. */
export function adds(catalogue: {
  readonly measures: ReadonlyMap<string, { readonly nature: Parameters<typeof isAdditive>[0] }>;
}) {
  return (measure: string): boolean => isAdditive(catalogue.measures.get(measure)?.nature ?? 'published');
}

function failed(problem: string): Finding {
  return { verdict: 'failed', problem };
}

function percent(share: number): string {
  return `${toNumber(share * 100)} %`;
}

function sizeOf(geography: Geography, { level, cog }: Pick<ObservationRow, 'level' | 'cog'>): number {
  if (level === 'commune') return geography.communes(cog).size;
  if (level === 'epci') return geography.epciNames(cog).size;
  if (level === 'departement') return geography.departements(cog).size;
  return level === 'region' ? geography.regions(cog).size : 1;
}

/** Values of a measure in its latest year, by territory. */
function latestOf(rows: Rows<ObservationRow>, measure: string): ReadonlyMap<string, number> {
  const own = rows.filter((row) => row.measure === measure && row.value !== null);
  const year = own.reduce((latest, row) => Math.max(latest, row.year), 0);
  return new Map(own.flatMap((row) => (row.year === year ? [[`${row.level} ${row.code}`, row.value!] as const] : [])));
}

type Values = ReadonlyMap<string, number>;

/** A part of the territories is compared with the same part, and levels that both have: one that is new would be no drift. */
function alike(earlier: Values, later: Values): readonly [Values, Values] {
  const levelOf = (key: string): string => key.split(' ')[0]!;
  const levelsOf = (values: Values): ReadonlySet<string> => new Set([...values.keys()].map(levelOf));
  const inBoth = (values: Values, levels: ReadonlySet<string>): Values =>
    new Map([...values].filter(([key]) => levels.has(levelOf(key))));
  const after = earlier.size > 0 ? inBoth(later, levelsOf(earlier)) : later;
  const before = inBoth(earlier, levelsOf(later));
  const isPart = Math.min(before.size, after.size) * 2 < Math.max(before.size, after.size);
  const shared = (one: Values, other: Values): Values => new Map([...one].filter(([key]) => other.has(key)));
  return isPart && after.size > 0 ? [shared(before, after), shared(after, before)] : [before, after];
}

/** Sum of values, or their median when they do not add up; undefined without values. */
function summary(byTerritory: Values, additive: boolean): number | undefined {
  const values = [...byTerritory.values()];
  if (values.length === 0) return undefined;
  if (additive) return values.reduce((sum, value) => sum + value, 0);
  return values.sort((left, right) => left - right)[Math.floor(values.length / 2)];
}
