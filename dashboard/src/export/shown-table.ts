import { type PartialSum, roundTo } from '../format.ts';
import type { CellState } from '../graphql/generated.ts';

/** A table as it is on the screen, ready to be written to a file. */
export interface ShownTable extends ShownGrid {
  /** Name of the file, without its end. */
  readonly file: string;
  /** Lines that say what the figures are: source, date, filters, cautions. */
  readonly facts: readonly (readonly string[])[];
  /** The other tables of the page, of the same figures. */
  readonly more?: readonly ShownPart[];
}

export interface ShownGrid {
  readonly columns: readonly ShownColumn[];
  /** One field by column. */
  readonly rows: readonly (readonly ShownField[])[];
}

export interface ShownPart extends ShownGrid {
  /** Its heading on the page, which names its sheet: at most 31 characters. */
  readonly title: string;
  /** Name of the file that holds it alone, without its end. */
  readonly file: string;
}

export interface ShownColumn {
  readonly title: string;
  /** Digits after the decimal mark of numbers; undefined for texts, and for numbers of several units. */
  readonly decimals?: number;
  /** True when the fields are cells: their state is then written beside their value. */
  readonly hasStates?: boolean;
}

export type ShownField = string | number | ShownCell | undefined;

export interface ShownCell {
  readonly value: number | null | undefined;
  readonly state: CellState;
  /** Those that the figure supports; without, those of its column. */
  readonly decimals?: number | undefined;
  /** What it rests on, when that is not the whole: it is written beside the state. */
  readonly coverage?: PartialSum | undefined;
  /** Whether it is a rate of few cases: that is written beside the state too. */
  readonly fewCases?: boolean | undefined;
}

/** Words that a file needs in the reader's language. */
export interface FileWords {
  /** Title of the column of states beside a column of values. */
  readonly stateTitle: (title: string) => string;
  readonly state: (state: CellState, coverage: PartialSum | undefined) => string;
  /** Says to what a number is rounded; undefined where its units are known. */
  readonly rounded: (decimals: number) => string | undefined;
  /** Says that a rate is of few cases. */
  readonly fewCases: string;
  /** Names of the sheets of a workbook. */
  readonly figures: string;
  readonly about: string;
}

/** What stands in one column of a file: a text, a number, or nothing. */
export type FileField = string | number | undefined;

/** Titles of a file: a column of cells becomes two. */
export function toFileTitles({ columns }: Pick<ShownGrid, 'columns'>, words: FileWords): string[] {
  return columns.flatMap(({ title, hasStates }) => (hasStates ? [title, words.stateTitle(title)] : [title]));
}

/** Fields of a row of a file. A cell without a value is empty, never zero, and its state says why. */
export function toFileFields(
  { columns }: Pick<ShownGrid, 'columns'>,
  row: readonly ShownField[],
  words: FileWords,
): FileField[] {
  return columns.flatMap(({ decimals, hasStates }, index): FileField[] => {
    const field = row[index];
    if (typeof field === 'object') {
      const shown = toShown(field.value, field.decimals ?? decimals);
      return [
        shown,
        shown === undefined
          ? words.state(field.state, undefined)
          : toState(field, field.decimals ?? decimals ?? 0, words),
      ];
    }
    const shown = typeof field === 'number' ? toShown(field, decimals) : field;
    return hasStates ? [shown, undefined] : [shown];
  });
}

function toState({ state, coverage, fewCases }: ShownCell, decimals: number, words: FileWords): string {
  return [words.state(state, coverage), words.rounded(decimals) ?? [], fewCases ? words.fewCases : []]
    .flat()
    .join(', ');
}

/** Digits after the decimal mark of each field of a row of a file; undefined for texts and numbers of several units. */
export function toFileDecimals(
  { columns }: Pick<ShownGrid, 'columns'>,
  row: readonly ShownField[],
): (number | undefined)[] {
  return columns.flatMap(({ decimals, hasStates }, index) => {
    const field = row[index];
    const own = (typeof field === 'object' ? field.decimals : undefined) ?? decimals;
    return hasStates ? [own, undefined] : [own];
  });
}

/** A number leaves with the decimals that the screen shows. */
function toShown(value: number | null | undefined, decimals: number | undefined): number | undefined {
  const exact = toExact(value);
  return exact === undefined || decimals === undefined ? exact : roundTo(exact, decimals);
}

/** 12 digits: what a sum of floating point numbers is sure of. */
function toExact(value: number | null | undefined): number | undefined {
  return value == null || Number.isNaN(value) ? undefined : Number(value.toPrecision(12));
}

/** Spreadsheets run a text of a CSV that starts like a formula: https://owasp.org/www-community/attacks/CSV_Injection. */
export function neutralise(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text;
}

export function looksLikeFormula(text: string): boolean {
  return /^\s*[=+\-@|\t\r]/.test(text);
}
