import type { Perimeter } from './lineage.ts';
import type { PassagePart } from './passage.ts';

/**
 * Shares of each commune, looked up by the number of its perimeter: a table of 35,000 codes is not written again for every pair of
 * vintages.
 */
export class PassageParts implements ReadonlyMap<string, readonly PassagePart[]> {
  readonly size: number;
  private readonly start: ReadonlyMap<string, Perimeter>;
  private readonly shares: readonly (readonly PassagePart[] | undefined)[];

  /** `shares` has a value at the index of each of `size` perimeters of `start`. */
  constructor(
    start: ReadonlyMap<string, Perimeter>,
    shares: readonly (readonly PassagePart[] | undefined)[],
    size: number,
  ) {
    this.start = start;
    this.shares = shares;
    this.size = size;
  }

  get(code: string): readonly PassagePart[] | undefined {
    const perimeter = this.start.get(code);
    return perimeter && this.shares[perimeter.index];
  }

  has(code: string): boolean {
    return this.get(code) !== undefined;
  }

  *entries(): MapIterator<[string, readonly PassagePart[]]> {
    for (const { code, index } of this.start.values()) {
      const shares = this.shares[index];
      if (shares) yield [code, shares];
    }
  }

  *keys(): MapIterator<string> {
    for (const [code] of this.entries()) yield code;
  }

  *values(): MapIterator<readonly PassagePart[]> {
    for (const [, shares] of this.entries()) yield shares;
  }

  [Symbol.iterator](): MapIterator<[string, readonly PassagePart[]]> {
    return this.entries();
  }

  forEach(
    visit: (shares: readonly PassagePart[], code: string, parts: ReadonlyMap<string, readonly PassagePart[]>) => void,
  ): void {
    for (const [code, shares] of this.entries()) visit(shares, code, this);
  }
}
