import { coloursAt, onPaper } from '../../../components/chart/on-paper.ts';
import type { Drawing } from '../../../export/figure.ts';
import { type PyramidRow, type PyramidSex, SEXES, textAt } from './pyramid-rows.ts';

export interface PyramidWords {
  readonly men: string;
  readonly women: string;
  /** What the bars are. */
  readonly bars: string;
  /** What the marks are; undefined when there are none. */
  readonly marks: string | undefined;
}

const HEAD = 26;
const ROW = 30;
const BAR = 24;
const AGES = 110;
const KEY = 34;

/** Draws a pyramid for a file, as it is on the screen, with its key. */
export function toDrawing(rows: readonly PyramidRow[], words: PyramidWords): Drawing {
  const height = HEAD + rows.length * ROW + KEY;
  return onPaper({ width: 0, height }, (element, width) => {
    const read = coloursAt(element);
    const [ink, muted, surface] = [read('--ink'), read('--muted'), read('--surface')];
    const half = (width - AGES) / 2;
    const colours: Record<PyramidSex, string> = { men: read('--series-1'), women: read('--series-3') };
    /** Where a share of the half width falls: men grow to the left, women to the right. */
    const at = (sex: PyramidSex, share: number) => (sex === 'men' ? half - share * half : half + AGES + share * half);
    const text = (x: number, y: number, words: string, how: string) =>
      `<text x="${fixed(x)}" y="${fixed(y)}" ${how}>${toXml(words)}</text>`;
    const bar = (sex: PyramidSex, row: PyramidRow, top: number) => {
      const { bar: length, text: figure, mark, interval } = row[sex];
      const anchor = sex === 'men' ? 'end' : 'start';
      const inside = sex === 'men' ? -6 : 6;
      const box = (from: number, to: number, tall: number, fill: string) => {
        const [left, right] = [at(sex, from), at(sex, to)].sort((one, other) => one - other) as [number, number]; // as: two numbers, sorted
        return `<rect x="${fixed(left)}" y="${fixed(top + (BAR - tall) / 2)}" width="${fixed(right - left)}" height="${tall}" ${fill}/>`;
      };
      return [
        length === undefined
          ? text(at(sex, 0) + inside, top + 17, '…', `text-anchor="${anchor}" font-size="12" fill="${muted}"`)
          : box(0, length, BAR, `fill="${colours[sex]}" fill-opacity="0.55"`) +
            text(
              at(sex, textAt(row[sex])) + inside,
              top + 17,
              figure,
              `text-anchor="${anchor}" font-size="12" fill="${ink}"`,
            ),
        interval ? box(...interval, 4, `fill="${ink}" fill-opacity="0.45"`) : '',
        mark === undefined
          ? ''
          : `<path d="M${fixed(at(sex, mark))} ${top - 2}v${BAR + 4}" stroke="${ink}" stroke-width="3"/>`,
      ].join('');
    };
    const keyTop = HEAD + rows.length * ROW + 20;
    const square = (x: number, colour: string) =>
      `<rect x="${x}" y="${keyTop - 11}" width="13" height="13" fill="${colour}" fill-opacity="0.55"/>`;
    const marksAt = width / 2;
    const drawn = [
      text(at('men', 0), 14, words.men, `text-anchor="end" font-size="13" fill="${muted}"`),
      text(at('women', 0), 14, words.women, `font-size="13" fill="${muted}"`),
      ...rows.toReversed().flatMap((row, index) => {
        const top = HEAD + index * ROW;
        return [
          ...SEXES.map((sex) => bar(sex, row, top)),
          text(half + AGES / 2, top + 17, row.label, `text-anchor="middle" font-size="12" fill="${ink}"`),
        ];
      }),
      square(0, colours.men),
      square(18, colours.women),
      text(38, keyTop, words.bars, `font-size="12" fill="${muted}"`),
      words.marks === undefined
        ? ''
        : `<path d="M${marksAt} ${keyTop - 12}v15" stroke="${ink}" stroke-width="3"/>` +
          text(marksAt + 10, keyTop, words.marks, `font-size="12" fill="${muted}"`),
    ];
    const svg = `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawn.join('')}</svg>`;
    return { svg, width, height, ink, muted, surface };
  });
}

function fixed(value: number): string {
  return value.toFixed(1);
}

function toXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
