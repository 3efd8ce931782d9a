import { type Expected, FLOOR, NEAR, type PlainQuestion } from './plain-figures.ts';
import { type Commune, figureOf } from './plain-formula.ts';
import { holdersAt, type PlainTerritories } from './plain-territories.ts';

interface Terms {
  readonly num: number;
  readonly den: number | undefined;
}

/** What is known of the levels below a territory. */
export interface FactsAbove {
  readonly territories: PlainTerritories;
  /** Vintage in which something is published at a level; undefined without anything. */
  cogOf(level: 'region' | 'departement'): number | undefined;
  cellOf(level: 'region' | 'departement', code: string): Terms | 'unknown' | undefined;
  /** Share of the population that the communes with a cell hold. */
  covered(cells: readonly (readonly [string, Commune | undefined])[], cog: number): number;
}

interface Sum extends Terms {
  readonly covered: number;
  readonly parts: number;
}

/** What is published of the territories that it holds, where it covers more of it than its communes do, or all of it. */
export function addedUp(facts: FactsAbove, question: PlainQuestion, byCommunes: number): Expected | undefined {
  const { indicator, level } = question;
  const below = level === 'france' ? (['region', 'departement'] as const) : (['departement'] as const);
  if (level !== 'region' && level !== 'france') return undefined;
  const sums = below.map((at) => sumOf(facts, question, at));
  if (sums.includes('unknown')) return { kind: 'unknown', why: 'nothing plain tells a figure that it adds up' };
  const [best, next] = sums
    .flatMap((sum) => (sum === undefined || sum === 'unknown' ? [] : sum))
    .sort((one, other) => other.covered - one.covered || one.parts - other.parts);
  if (!best || (best.covered < 1 && byCommunes - best.covered > NEAR)) return undefined;
  if (best.covered < 1 && Math.max(byCommunes, next?.covered ?? 0) > best.covered - NEAR)
    return { kind: 'unknown', why: 'two sums cover about as much' };
  if (best.covered < FLOOR + NEAR) return { kind: 'unknown', why: 'coverage is at the floor' };
  if (best.den === 0) return { kind: 'none', states: [best.covered === 1 ? 'NOT_APPLICABLE' : 'NOT_AVAILABLE'] };
  return { kind: 'value', value: figureOf(indicator, best), states: ['COMPUTED'] };
}

function sumOf(
  facts: FactsAbove,
  question: PlainQuestion,
  below: 'region' | 'departement',
): Sum | 'unknown' | undefined {
  const { territories, cogOf, covered } = facts;
  const { indicator, level, code } = question;
  const cog = cogOf(below);
  if (cog === undefined) return undefined;
  const [members, list] = [territories.members(cog, level, code), territories.communes(cog)];
  const inside = new Set<string>();
  const cells: Terms[] = [];
  for (const part of new Set(members.flatMap((commune) => holdersAt(list!.get(commune)!, below)))) {
    const cell = partOf(facts, question, below, part);
    if (cell === 'unknown') return cell;
    if (!cell) continue;
    cells.push(cell);
    for (const commune of territories.members(cog, below, part)) inside.add(commune);
  }
  if (cells.length === 0) return undefined;
  const told = members.map((one) => [one, inside.has(one) ? { num: 0, den: undefined } : undefined] as const);
  return {
    num: cells.reduce((sum, { num }) => sum + num, 0),
    den: 'numerator' in indicator.formula ? cells.reduce((sum, { den = 0 }) => sum + den, 0) : undefined,
    covered: inside.size === members.length ? 1 : covered(told, cog),
    parts: cells.length,
  };
}

/** What is published of a part; of a région, what is for all of its départements otherwise. */
function partOf(
  facts: FactsAbove,
  question: PlainQuestion,
  below: 'region' | 'departement',
  code: string,
): Terms | 'unknown' | undefined {
  const cell = facts.cellOf(below, code);
  if (cell || below === 'departement' || facts.cogOf('departement') !== facts.cogOf('region')) return cell;
  const whole = sumOf(facts, { ...question, level: 'region', code }, 'departement');
  return whole === 'unknown' || whole?.covered === 1 ? whole : undefined;
}
