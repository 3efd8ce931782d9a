/** Height of a row of labels above a chart. */
export const MARK_HEIGHT = 16;
/** Mean width of a character of a label. */
const CHARACTER = 6.5;
/** Pixels between two labels of a row. */
const GAP = 10;

export interface Mark {
  readonly kind: 'event' | 'break';
  readonly label: string;
  readonly at: number;
}

export interface PlacedMark extends Mark {
  /** Counted from the lowest one. */
  readonly row: number;
  readonly align: 'left' | 'center' | 'right';
}

interface Room {
  readonly xOf: (at: number) => number;
  readonly width: number;
}

/** Writes the labels of marks in as few rows as keep them apart, and none over an edge of the chart. */
export function placeMarks(marks: readonly Mark[], { xOf, width }: Room): readonly PlacedMark[] {
  const ends: number[] = [];
  return marks
    .toSorted((left, right) => left.at - right.at)
    .map((mark) => {
      if (mark.label === '') return { ...mark, row: 0, align: 'center' };
      const [x, wide] = [xOf(mark.at), mark.label.length * CHARACTER];
      const align = x < wide / 2 ? 'left' : x + wide / 2 > width ? 'right' : 'center';
      const start = align === 'left' ? x : align === 'right' ? x - wide : x - wide / 2;
      const free = ends.findIndex((end) => end + GAP <= start);
      const row = free < 0 ? ends.length : free;
      ends[row] = start + wide;
      return { ...mark, row, align };
    });
}
