import { coloursAt, onPaper } from '../../components/chart/on-paper.ts';
import type { Drawing } from '../../export/figure.ts';

/** A histogram with flags, whatever it counts: shares of the width and of the height. */
export interface DrawnHistogram {
  /** All of the same width. */
  readonly bars: readonly DrawnBar[];
  /** What each says, with its value: in an open bar it cannot be read from the axis. */
  readonly flags: readonly { readonly text: string; readonly at: number; readonly colour: string }[];
  readonly edges: readonly { readonly text: string; readonly at: number }[];
  /** What the open bars hold; undefined without any. */
  readonly ends: string | undefined;
}

export interface DrawnBar {
  /** 0 to 1. */
  readonly height: number;
  /** Whether it holds all that is beyond an edge, however far. */
  readonly isOpen: boolean;
}

const HEIGHT = 190;
const FLAG = 22;
const AXIS = 26;
const ENDS = 18;
/** How much of its colour an open bar has. */
const OPEN = 0.55;
/** Share of the width from which a value has room on both sides. */
const EDGE = 0.02;

/** Draws a histogram for a file, as it is on the screen. */
export function toDrawing({ bars, flags, edges, ends }: DrawnHistogram, shownWidth: number): Drawing {
  const top = flags.length * FLAG + 6;
  const height = top + HEIGHT + AXIS + (ends === undefined ? 0 : ENDS);
  return onPaper({ width: shownWidth, height }, (element, width) => {
    const read = coloursAt(element);
    const [ink, muted, surface] = [read('--ink'), read('--muted'), read('--surface')];
    const step = width / bars.length;
    const drawn = [
      ...bars.map(({ height: share, isOpen }, index) => {
        const tall = share === 0 ? 0 : Math.max(2, share * HEIGHT);
        const pale = isOpen ? ` fill-opacity="${OPEN}"` : '';
        return `<rect x="${fixed(index * step + 0.5)}" y="${fixed(top + HEIGHT - tall)}" width="${fixed(step - 1)}" height="${fixed(tall)}" fill="${read('--level-3')}"${pale}/>`;
      }),
      `<path d="M0 ${top + HEIGHT}H${width}" stroke="${read('--line-strong')}"/>`,
      ...edges.map(
        ({ text, at }) =>
          `<text x="${fixed(at * width)}" y="${top + HEIGHT + 18}" text-anchor="${anchorAt(at)}" font-size="12" fill="${muted}">${toXml(text)}</text>`,
      ),
      ...(ends === undefined
        ? []
        : [`<text y="${top + HEIGHT + AXIS + 10}" font-size="12" fill="${muted}">${toXml(ends)}</text>`]),
      ...flags.map(({ text, at, colour }, row) => {
        const [x, y] = [at * width, row * FLAG];
        const shade = read(colour);
        const side = at > 0.5 ? `x="${fixed(x - 6)}" text-anchor="end"` : `x="${fixed(x + 6)}"`;
        return `<path d="M${fixed(x)} ${y}V${top + HEIGHT}" stroke="${shade}" stroke-width="2"/><text ${side} y="${y + 15}" font-size="14" font-weight="600" fill="${shade}">${toXml(text)}</text>`;
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
