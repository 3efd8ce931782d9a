import type { Formula } from './formula.ts';
import { type Identity, identitiesByDimension } from './identity.ts';
import { isAdditive, type Measure } from './measure.ts';
import { type People, peopleOf, SEXES } from './slice.ts';

/**
 * What a catalogue says of measures that count some of those that others count: `partOf` of a measure, `identities`, dimensions (women of 15
 * to 29 among women), and the percentages that it holds, each of a part in its whole.
 */
export class Parts {
  readonly #measures: ReadonlyMap<string, Measure>;
  readonly #identities: readonly Identity[];
  readonly #wholes = new Map<string, Set<string>>();

  constructor(measures: ReadonlyMap<string, Measure>, identities: readonly Identity[]) {
    this.#measures = measures;
    this.#identities = [...identities, ...identitiesByDimension(measures.values())];
    for (const { total, parts } of this.#identities) for (const part of parts) this.#add(part, total);
    for (const { id, partOf = [] } of measures.values()) for (const whole of partOf) this.#add(id, whole);
    const additive = [...measures.values()].filter(({ nature }) => isAdditive(nature));
    for (const one of additive) {
      for (const other of additive) if (isSlice(peopleOf(one), peopleOf(other))) this.#add(one.id, other.id);
    }
  }

  /** Takes a percentage that was found right: what it divides is part of what it divides by. */
  learn({ numerator, denominator }: Extract<Formula, { numerator: unknown }>): void {
    const wholes = denominator.length === 1 ? denominator : this.#totalsOf(denominator);
    for (const part of numerator) for (const whole of wholes) if (!denominator.includes(part)) this.#add(part, whole);
  }

  /** Measures known to count all those that this one counts, and others; nearest first. */
  wholesOf(id: string): ReadonlySet<string> {
    const found = new Set<string>();
    const queue = [id];
    for (const next of queue) {
      for (const whole of this.#wholes.get(next) ?? []) {
        if (found.has(whole) || whole === id) continue;
        found.add(whole);
        queue.push(whole);
      }
    }
    return found;
  }

  isPart(part: string, whole: string): boolean {
    return this.wholesOf(part).has(whole);
  }

  /** Whether all those that a measure counts are known to be counted by these together. */
  isWithin(id: string, wholes: readonly string[]): boolean {
    const together = [...wholes, ...this.#totalsOf(wholes)];
    return [id, ...this.wholesOf(id)].some((each) => together.includes(each) || this.#isCovered(each, wholes));
  }

  #add(part: string, whole: string): void {
    if (part === whole) return;
    const wholes = this.#wholes.get(part) ?? new Set();
    this.#wholes.set(part, wholes.add(whole));
  }

  /** Measures that are the sum of some of these. */
  #totalsOf(ids: readonly string[]): readonly string[] {
    return this.#identities.filter(({ parts }) => parts.every((part) => ids.includes(part))).map(({ total }) => total);
  }

  /** Whether those that a measure counts, of each sex and age, are all counted by others of the same people or of wholes of theirs. */
  #isCovered(id: string, others: readonly string[]): boolean {
    const measure = this.#measures.get(id);
    if (!measure) return false;
    const { of, sex, from, before } = peopleOf(measure);
    const bands = others
      .flatMap((other) => this.#measures.get(other) ?? [])
      .map(peopleOf)
      .filter((other) => other.of === of || this.isPart(of, other.of))
      .sort((left, right) => left.from - right.from);
    return SEXES.filter((each) => sex === 'all' || sex === each).every((each) => {
      const reached = bands
        .filter((band) => band.sex === 'all' || band.sex === each)
        .reduce((age, band) => (band.from <= age ? Math.max(age, band.before) : age), from);
      return reached >= before;
    });
  }
}

function isSlice(one: People, other: People): boolean {
  const isWider = other.from < one.from || other.before > one.before || (other.sex === 'all' && one.sex !== 'all');
  const holds = (other.sex === 'all' || other.sex === one.sex) && other.from <= one.from && one.before <= other.before;
  return one.of === other.of && holds && isWider;
}
