/** How well a name answers, best first. */
export const EXACT = 0;
export const EXACT_CORE = 1;
export const BEGINS = 2;
export const HAS_WORDS = 3;
export const NEARLY_WHOLE = 4;
export const NEARLY = 5;

/** Places found, each with its best way of answering. Places are numbered from the most populous. */
export class Found {
  /** By place: how it answers, 0 when it does not. */
  private readonly scores: Int8Array;
  private readonly reasons = new Map<number, string>();
  private places: number[] = [];

  constructor(count: number) {
    this.scores = new Int8Array(count);
  }

  get size(): number {
    return this.places.length;
  }

  /** Something bears that very name: nobody mistyped. */
  get isCertain(): boolean {
    return this.places.some((place) => (this.scores[place] ?? 0) <= toScore(EXACT_CORE, 'former'));
  }

  /** A former name answers after a present one that answers as well. */
  add(place: number, tier: number, reason: string | undefined): void {
    this.keep(place, toScore(tier, reason), reason);
  }

  merge(other: Found): this {
    for (const place of other.places) this.keep(place, other.scores[place] ?? 0, other.reasons.get(place));
    return this;
  }

  filter(keep: (place: number) => boolean): this {
    this.places = this.places.filter(keep);
    return this;
  }

  ranked(): readonly number[] {
    const count = this.scores.length;
    const keys = Float64Array.from(this.places, (place) => (this.scores[place] ?? 0) * count + place).sort();
    return Array.from(keys, (key) => key % count);
  }

  reasonOf(place: number): string | undefined {
    return this.reasons.get(place);
  }

  private keep(place: number, score: number, reason: string | undefined): void {
    const known = this.scores[place] ?? 0;
    if (known !== 0 && known <= score) return;
    if (known === 0) this.places.push(place);
    this.scores[place] = score;
    if (reason !== undefined) this.reasons.set(place, reason);
    else if (known !== 0) this.reasons.delete(place);
  }
}

function toScore(tier: number, reason: string | undefined): number {
  return 1 + tier * 2 + (reason === undefined ? 0 : 1);
}
