/** How a text is answered: by a whole name or code, by whole first words of a name, by beginnings of words, or typing errors forgiven. */
export const TEXT_MATCHES = ['EXACT', 'WORDS', 'BEGINNING', 'NEARLY'] as const;
export type TextMatch = (typeof TEXT_MATCHES)[number];

/** A way in which a text is answered: places found in a way of a lower group come first, and within it the most populous. */
export interface Way {
  readonly match: TextMatch;
  readonly group: number;
  /** How many times its population is doubled to be ranked: a name that is the text weighs more than one that goes on. */
  readonly doublings: number;
}

const way = (match: TextMatch, group: number, doublings = 0): Way => ({ match, group, doublings });

/** Ways of a present name or code, and of a former name, which comes later. */
export interface Ways {
  readonly present: Way;
  readonly former: Way;
}

/** A code that nothing else bears; codes of régions are those of other départements. */
export const CODE: Ways = { present: way('EXACT', 0, 10), former: way('EXACT', 0) };
/** The whole name. « Villefranche » is Villefranche-sur-Saône before what Charny was called; « Lomme » is in Lille before Lommerange. */
export const EXACT: Ways = { present: way('EXACT', 0, 4), former: way('EXACT', 0, -2) };
export const FIRST_WORDS: Ways = { present: way('WORDS', 0, 2), former: way('WORDS', 1) };
export const BEGINS: Ways = { present: way('BEGINNING', 0), former: way('BEGINNING', 1) };
/** « sainte » begins Saint-Étienne, for who does not part words. */
export const BEGINS_JOINED: Ways = { present: way('BEGINNING', 0, -2), former: way('BEGINNING', 1) };
export const HAS_WORDS: Ways = { present: way('BEGINNING', 2), former: way('BEGINNING', 3) };
export const NEARLY_WHOLE: Ways = { present: way('NEARLY', 4), former: way('NEARLY', 5) };
export const NEARLY: Ways = { present: way('NEARLY', 6), former: way('NEARLY', 7) };

interface Answering {
  readonly way: Way;
  /** What it is ranked by, least first. */
  readonly score: number;
  readonly reason: string | undefined;
}

/** Weights, doubled as often as a way may, are below this many doublings; each is told apart in so many steps. */
const MOST_DOUBLINGS = 64;
const STEPS = 2 ** 15;

/** Places found, each with its best way of answering. Places are numbered from the most populous. */
export class Found {
  private readonly answering = new Map<number, Answering>();
  private certain = false;

  /** @param weights By place: the base-2 logarithm of its population. */
  constructor(private readonly weights: Float64Array) {}

  get size(): number {
    return this.answering.size;
  }

  /** Something bears or bore that very name: nobody mistyped. */
  get isCertain(): boolean {
    return this.certain;
  }

  has(place: number): boolean {
    return this.answering.has(place);
  }

  /** A reason is that of a former name. */
  add(place: number, { present, former }: Ways, reason: string | undefined): void {
    const way = reason === undefined ? present : former;
    const steps = Math.round((MOST_DOUBLINGS - way.doublings - (this.weights[place] ?? 0)) * STEPS);
    this.keep(place, { way, score: way.group * MOST_DOUBLINGS * STEPS + steps, reason });
  }

  merge(other: Found): this {
    for (const [place, answering] of other.answering) this.keep(place, answering);
    return this;
  }

  filter(keep: (place: number) => boolean): this {
    for (const place of this.answering.keys()) if (!keep(place)) this.answering.delete(place);
    return this;
  }

  ranked(): readonly number[] {
    const count = this.weights.length;
    const keys = Float64Array.from(this.answering, ([place, { score }]) => score * count + place).sort();
    return Array.from(keys, (key) => key % count);
  }

  matchOf(place: number): TextMatch | undefined {
    return this.answering.get(place)?.way.match;
  }

  reasonOf(place: number): string | undefined {
    return this.answering.get(place)?.reason;
  }

  private keep(place: number, answering: Answering): void {
    this.certain ||= answering.way.match === 'EXACT';
    const known = this.answering.get(place);
    if (!known || answering.score < known.score) this.answering.set(place, answering);
  }
}
