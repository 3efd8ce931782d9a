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
  /** Territories of one level that it may add up where they are published, each list by itself. */
  readonly parts?: readonly (readonly Place[])[];
  /** Where it was read. */
  readonly from: string;
}

export interface Place {
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

  judge({ indicator, year, reading, communes, told, of, same, before, parts = [] }: Sum): Verdict {
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
    if (isClose(told.value!, expected)) return 'EXPLAINED';
    if (isClose(told.value!, this.#ofBefore(formula, indicator, year, before) ?? Number.NaN)) return 'EXPLAINED';
    const ofParts = parts.flatMap((list) => this.#ofParts(formula, indicator, year, reading, list));
    if (ofParts.some((sum) => isClose(told.value!, sum))) return 'EXPLAINED';
    return told.coverage >= 1 && !('numerator' in formula) && shown.length < communes.length
      ? 'EQUATION'
      : 'UNEXPLAINED';
  }

  /** What communes as they were published add up to. */
  #ofBefore(
    formula: Formula,
    indicator: string,
    year: number,
    codes: readonly string[] | undefined,
  ): number | undefined {
    const cellOf = (id: string, code: string): Told | undefined =>
      this.#book.cell(id, year, 'commune', 'PUBLISHED', code);
    const shown = codes?.filter((code) => isShown(cellOf(indicator, code) ?? NOTHING));
    return shown && this.#add(formula, indicator, shown, cellOf);
  }

  /** What those of some territories that are published add up to, and those that are whole, published or not. */
  #ofParts(
    formula: Formula,
    indicator: string,
    year: number,
    reading: Reading,
    parts: readonly Place[],
  ): readonly number[] {
    const levels = new Map(parts.map(({ level, code }) => [code, level]));
    const cellOf = (id: string, code: string): Told | undefined =>
      this.#book.cell(id, year, levels.get(code)!, reading, code);
    const isPublished = ({ state }: Told): boolean => state === 'PUBLISHED';
    const isWhole = ({ coverage }: Told): boolean => coverage >= 1;
    return [isPublished, isWhole].flatMap((isAdded) => {
      const added = [...levels.keys()].filter((code) => {
        const cell = cellOf(indicator, code) ?? NOTHING;
        return isShown(cell) && isAdded(cell);
      });
      return added.length > 0 ? (this.#add(formula, indicator, added, cellOf) ?? []) : [];
    });
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

const NOTHING: Told = { value: null, state: 'NOT_AVAILABLE', coverage: 1 };

export function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-7 * Math.max(1, Math.abs(one), Math.abs(other));
}
