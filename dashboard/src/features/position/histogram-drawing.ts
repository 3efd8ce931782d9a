import { coloursAt, onPaper } from '../../components/chart/on-paper.ts';
import type { Drawing } from '../../export/figure.ts';

/** A histogram with flags, whatever it counts: shares of the width and of the height. */
export interface DrawnHistogram {
  /** Heights of bars, 0 to 1, all of the same width. */
  readonly bars: readonly number[];
  readonly flags: readonly { readonly name: string; readonly at: number; readonly colour: string }[];
  readonly edges: readonly { readonly text: string; readonly at: number }[];
}

const HEIGHT = 190;
const FLAG = 22;
const AXIS = 26;
/** Share of the width from which a value has room on both sides. */
const EDGE = 0.02;

/** Draws a histogram for a file, as it is on the screen. */
export function toDrawing({ bars, flags, edges }: DrawnHistogram, shownWidth: number): Drawing {
  const top = flags.length * FLAG + 6;
  const height = top + HEIGHT + AXIS;
  return onPaper({ width: shownWidth, height }, (element, width) => {
    const read = coloursAt(element);
    const [ink, muted, surface] = [read('--ink'), read('--muted'), read('--surface')];
    const step = width / bars.length;
    const drawn = [
      ...bars.map((share, index) => {
        const tall = share === 0 ? 0 : Math.max(2, share * HEIGHT);
        return `<rect x="${fixed(index * step + 0.5)}" y="${fixed(top + HEIGHT - tall)}" width="${fixed(step - 1)}" height="${fixed(tall)}" fill="${read('--level-3')}"/>`;
      }),
      `<path d="M0 ${top + HEIGHT}H${width}" stroke="${read('--line-strong')}"/>`,
      ...edges.map(
        ({ text, at }) =>
          `<text x="${fixed(at * width)}" y="${top + HEIGHT + 18}" text-anchor="${anchorAt(at)}" font-size="12" fill="${muted}">${toXml(text)}</text>`,
      ),
      ...flags.map(({ name, at, colour }, row) => {
        const [x, y] = [at * width, row * FLAG];
        const shade = read(colour);
        const side = at > 0.5 ? `x="${fixed(x - 6)}" text-anchor="end"` : `x="${fixed(x + 6)}"`;
        return `<path d="M${fixed(x)} ${y}V${top + HEIGHT}" stroke="${shade}" stroke-width="2"/><text ${side} y="${y + 15}" font-size="14" font-weight="600" fill="${shade}">${toXml(name)}</text>`;
      }),
    ];
    const svg = `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawn.join('')}</svg>`;
    return { svg, width, height, ink, muted, surface };
  });
}

/** A value at an edge is written within the image. */
function anchorAt(at: number): string {
  return at < EDGE ? 'start' : at > 1 - EDGE ? 'end' : 'middle';
}

function fixed(value: number): string {
  return value.toFixed(1);
}

function toXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
