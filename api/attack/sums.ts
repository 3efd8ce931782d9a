import { type Formula, type Indicator, measuresOf, type OfficialLevel, type Reading } from '@boussole/schema';
import type { Book } from './book.ts';
import { isShown, type Told } from './layers.ts';

/** A sum that some answer tells, of an indicator in a year, over communes of the reference vintage or of the one of its layer. */
export interface Sum {
  readonly indicator: string;
  readonly year: number;
  readonly reading: Reading;
  readonly communes: readonly string[];
  readonly told: Told;
  /** The territory whose figure it is; nothing for a list. */
  readonly of?: Place;
  /** The territory whose figure it repeats, that a layer shows too. */
  readonly same?: Place;
  /** The communes of the vintage of its layer in the published reading that have the same ground: a merger does not take away what they show. */
  readonly before?: readonly string[];
  /** Where it was read. */
  readonly from: string;
}

interface Place {
  readonly level: OfficialLevel;
  readonly code: string;
}

export type Verdict =
  /** It is what the figures that are shown add up to: it tells nothing more. */
  | 'EXPLAINED'
  /** It is said to rest on all its communes, of which some are hidden: an equation. */
  | 'EQUATION'
  /** It is not what is shown adds up to, though it says that it rests on a part. */
  | 'UNEXPLAINED'
  /** Its numerators or denominators are not read by themselves. */
  | 'UNKNOWN';

/** Judges sums by the figures of communes that are shown: what is computed from them alone gives nothing away. */
export class Judge {
  readonly #book: Book;
  readonly #indicators: ReadonlyMap<string, Indicator>;
  /** The indicator that shows a measure as it is. */
  readonly #plain: ReadonlyMap<string, string>;

  constructor(book: Book, indicators: ReadonlyMap<string, Indicator>) {
    this.#book = book;
    this.#indicators = indicators;
    this.#plain = new Map(
      [...indicators.values()].flatMap(({ id, formula }) => ('measure' in formula ? [[formula.measure, id]] : [])),
    );
  }

  judge({ indicator, year, reading, communes, told, of, same, before }: Sum): Verdict {
    if (!isShown(told)) return 'EXPLAINED';
    const repeated = same && this.#book.cell(indicator, year, same.level, reading, same.code);
    if (repeated && isShown(repeated) && isClose(told.value!, repeated.value!)) return 'EXPLAINED';
    const { formula } = this.#indicators.get(indicator)!;
    if (of && 'numerator' in formula) {
      const own = this.#add(formula, indicator, [of.code], (id) =>
        this.#book.cell(id, year, of.level, reading, of.code),
      );
      if (own !== undefined && isClose(told.value!, own)) return 'EXPLAINED';
    }
    const cellOf = (id: string, code: string): Told | undefined => this.#book.cell(id, year, 'commune', reading, code);
    const shown = communes.filter((code) => {
      const cell = cellOf(indicator, code);
      return cell && isShown(cell);
    });
    const expected = this.#add(formula, indicator, shown, cellOf);
    if (expected === undefined) return 'UNKNOWN';
    if (isClose(told.value!, expected) || isClose(told.value!, this.#before(indicator, year, before)))
      return 'EXPLAINED';
    return told.coverage >= 1 && !('numerator' in formula) && shown.length < communes.length
      ? 'EQUATION'
      : 'UNEXPLAINED';
  }

  /** What communes as they were published add up to. */
  #before(indicator: string, year: number, codes: readonly string[] | undefined): number {
    const cells = this.#book.layer(indicator, year, 'commune', 'PUBLISHED')?.cells;
    return codes && cells ? codes.reduce((sum, code) => sum + (cells.get(code)?.value ?? 0), 0) : Number.NaN;
  }

  /** Measures of a formula that no indicator shows as they are. */
  unread(formula: Formula): readonly string[] {
    return measuresOf(formula).filter((id) => !this.#plain.has(id));
  }

  plainOf(measure: string): string | undefined {
    return this.#plain.get(measure);
  }

  #add(
    formula: Formula,
    indicator: string,
    codes: readonly string[],
    cellOf: (id: string, code: string) => Told | undefined,
  ): number | undefined {
    if (!('numerator' in formula)) return codes.reduce((sum, code) => sum + (cellOf(indicator, code)!.value ?? 0), 0);
    let [above, below] = [0, 0];
    for (const code of codes) {
      const read = (ids: readonly string[]): number =>
        ids.reduce((sum, id) => sum + (cellOf(this.#plain.get(id) ?? '', code)?.value ?? Number.NaN), 0);
      above += read(formula.numerator);
      below += read(formula.denominator);
    }
    return Number.isNaN(above + below) ? undefined : (above / below) * formula.scale;
  }
}

export function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-7 * Math.max(1, Math.abs(one), Math.abs(other));
}
