import { type CellState, COVERAGE_FLOOR, hasValue, type Vintage } from '@boussole/schema';
import { quotientOf } from '../cube/quotient.ts';

/** What a publication says of one commune for an indicator in a year: what may be read of it, nothing more. */
export interface CommuneCell {
  readonly value: number | null;
  /** Numerator and denominator of a ratio; null for a figure that is summed as it is. */
  readonly num: number | null;
  readonly den: number | null;
  readonly state: CellState;
}

/** A commune of a composed territory: what is published of it, if anything, and its population where it is known. */
export interface Contribution {
  readonly cell: CommuneCell | undefined;
  readonly population: number | undefined;
}

/** A figure of a composed territory, with what it rests on. */
export interface ComposedCell extends CommuneCell {
  readonly vintage: Vintage;
  readonly communes: number;
  readonly communesTotal: number;
  /** Share of the population covered, 0 to 1; null when no population is known. */
  readonly population: number | null;
  /** Numbers of the territories that it may add up, when they are not the communes of its territory. */
  readonly members?: readonly number[];
}

/**
 * Adds communes up as a publication adds those of an EPCI up: sum of the figures, or sum of numerators over sum of denominators, over the
 * communes that have them. Below the floor of coverage there is no value.
 */
export function sumUp(
  contributions: readonly Contribution[],
  { vintage, scale, estimated }: { readonly vintage: Vintage; readonly scale: number; readonly estimated: boolean },
): ComposedCell {
  const covered = contributions.filter(({ cell }) => cell && (hasValue(cell.state) || isNoneOfNone(cell)));
  const secrets = contributions.filter(
    ({ cell }) => cell?.state === 'SECRET' || cell?.state === 'SECRET_SECONDARY',
  ).length;
  const population = shareOf(covered, contributions);
  const ratio = covered.some(({ cell }) => cell?.den != null);
  const num = total(covered.map(({ cell }) => (ratio ? cell?.num : cell?.value) ?? 0));
  const den = ratio ? total(covered.map(({ cell }) => cell?.den ?? 0)) : null;
  const share = population ?? covered.length / contributions.length;
  const state = stateOf({ covered: covered.length, all: contributions.length, secrets, share, den, estimated });
  const shown = hasValue(state);
  const known = shown || state === 'NOT_APPLICABLE';
  return {
    value: !shown ? null : den === null ? num : quotientOf(num, den, scale),
    num: known && ratio ? num : null,
    den: known ? den : null,
    state,
    vintage,
    communes: covered.length,
    communesTotal: contributions.length,
    population,
  };
}

/** A quotient without a denominator, both terms of which are known: it adds nothing, and nothing is missing. */
export function isNoneOfNone({ num, den, state }: Pick<CommuneCell, 'num' | 'den' | 'state'>): boolean {
  return state === 'NOT_APPLICABLE' && num !== null && den === 0;
}

function stateOf(facts: {
  readonly covered: number;
  readonly all: number;
  readonly secrets: number;
  readonly share: number;
  readonly den: number | null;
  readonly estimated: boolean;
}): CellState {
  if (facts.covered === 0 || facts.den === 0) {
    if (facts.secrets > 0 && facts.secrets >= COVERAGE_FLOOR * (facts.all - facts.covered)) return 'SECRET';
    return facts.covered > 0 && facts.covered === facts.all ? 'NOT_APPLICABLE' : 'NOT_AVAILABLE';
  }
  if (facts.share < COVERAGE_FLOOR) return 'NOT_AVAILABLE';
  return facts.estimated ? 'ESTIMATED' : 'COMPUTED';
}

function shareOf(covered: readonly Contribution[], all: readonly Contribution[]): number | null {
  const whole = total(all.map(({ population }) => population ?? 0));
  return whole === 0 ? null : total(covered.map(({ population }) => population ?? 0)) / whole;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
