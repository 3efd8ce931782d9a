import type { Drawing } from '../../export/figure.ts';
import { CROWD } from './draw.ts';
import type { Frame } from './frame.ts';
import type { LegendEntry, Swatch } from './legend-entries.ts';
import { BROKEN, type Fill, type Paint } from './paint.ts';
import { HATCHES, type Hatch, type Palette, TEXTURES, TILE } from './palette.ts';
import { type Ground, type Plan, WIDTH } from './plan.ts';

/** One map of a file. */
export interface DrawnPanel {
  /** Undefined for a map alone: the file has its title. */
  readonly heading: string | undefined;
  readonly plan: Plan;
  readonly frame: Frame;
  readonly paint: Paint;
  readonly legendTitle: string;
  readonly entries: readonly LegendEntry[];
  /** Lines under the legend: benchmark, territories without outline. */
  readonly remarks: readonly string[];
}

const LINE = 20;
const GAP = 32;
/** Width of a character at 14 pixels, on average: what wraps lines without measuring them. */
const CHARACTER = 7.3;

/** Draws maps side by side as they are on the screen, with their legends. */
export function toDrawing(panels: readonly DrawnPanel[], palette: Palette): Drawing {
  const width = panels.length * WIDTH + (panels.length - 1) * GAP;
  const drawn = panels.map((panel, index) => drawPanel(panel, index * (WIDTH + GAP), palette));
  const height = Math.ceil(Math.max(0, ...drawn.map((panel) => panel.height)));
  const svg = [
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-size="14" fill="${palette.ink}">`,
    `<defs>${HATCHES.map((hatch) => pattern(hatch, palette)).join('')}</defs>`,
    ...drawn.map((panel) => panel.svg),
    '</svg>',
  ].join('\n');
  return { svg, width, height, ink: palette.ink, muted: palette.muted, surface: palette.surface };
}

function drawPanel(panel: DrawnPanel, x: number, palette: Palette): Part {
  const { heading, plan, frame, paint } = panel;
  const headings = heading === undefined ? [] : wrap(heading, WIDTH, 17);
  const top = headings.length * 24 + 8;
  const view = [
    frame.x - WIDTH / frame.scale / 2,
    frame.y - plan.height / frame.scale / 2,
    WIDTH / frame.scale,
    plan.height / frame.scale,
  ].map((value) => value.toFixed(2));
  const shown = plan.grounds.map((ground) => shape(ground, paint.fill(ground.id)));
  const legend = drawLegend(panel, x, top + plan.height + LINE, palette);
  return {
    height: top + plan.height + LINE + legend.height,
    svg: [
      ...headings.map((line, row) => text(line, x, 17 + row * 24, 'font-size="17" font-weight="600"')),
      `<svg x="${x}" y="${top}" width="${WIDTH}" height="${plan.height.toFixed(1)}" viewBox="${view.join(' ')}">`,
      `<g stroke="${palette.border}" stroke-width="${((plan.grounds.length > CROWD ? 0.12 : 0.6) / frame.scale).toFixed(3)}" stroke-linejoin="round" fill-rule="evenodd">`,
      ...shown,
      ...plan.frames.map(
        (box) => `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none"/>`,
      ),
      '</g>',
      ...drawPartial(plan, frame, paint, palette),
      ...drawDiscs(plan, frame, paint, palette),
      '</svg>',
      legend.svg,
    ].join('\n'),
  };
}

function shape({ rings }: Ground, fill: Fill): string {
  return `<path d="${pathOf(rings)}" fill="${'colour' in fill ? fill.colour : `url(#${fill.hatch})`}"/>`;
}

function pathOf(rings: Ground['rings']): string {
  const path = rings.map((ring) => {
    const points: string[] = [];
    for (let index = 0; index < ring.length; index += 2)
      points.push(`${round(ring[index] ?? 0)} ${round(ring[index + 1] ?? 0)}`);
    return `M${points.join('L')}Z`;
  });
  return path.join('');
}

/** The broken outlines of shades of partial figures, over the others. */
function drawPartial(
  { grounds }: Plan,
  { scale }: Frame,
  { disc, isPartial }: Paint,
  palette: Palette,
): readonly string[] {
  if (disc) return [];
  return grounds
    .filter(({ id }) => isPartial(id))
    .flatMap(({ rings }) => [
      `<path d="${pathOf(rings)}" fill="none" stroke="${palette.surface}" stroke-width="${(1.1 / scale).toFixed(3)}"/>`,
      `<path d="${pathOf(rings)}" fill="none" ${broken(1.1, scale, palette)}/>`,
    ]);
}

function broken(width: number, scale: number, palette: Palette): string {
  const lengths = BROKEN.map((length) => (length / scale).toFixed(3)).join(' ');
  return `stroke="${palette.ink}" stroke-width="${(width / scale).toFixed(3)}" stroke-dasharray="${lengths}"`;
}

function drawDiscs(
  { grounds }: Plan,
  { scale }: Frame,
  { disc, isPartial }: Paint,
  palette: Palette,
): readonly string[] {
  if (!disc) return [];
  return grounds
    .flatMap(({ id, centre: [x, y] }) => {
      const drawn = disc(id);
      return drawn ? [{ x, y, partial: isPartial(id), ...drawn }] : [];
    })
    .sort((left, right) => right.radius - left.radius)
    .map(
      ({ x, y, radius, negative, partial }) =>
        `<circle cx="${round(x)}" cy="${round(y)}" r="${(radius / scale).toFixed(3)}" fill="${negative ? palette.negativeDisc : palette.disc}" fill-opacity="0.75" ${partial ? broken(1.4, scale, palette) : `stroke="${palette.surface}" stroke-width="${(0.8 / scale).toFixed(3)}"`}/>`,
    );
}

interface Part {
  readonly svg: string;
  readonly height: number;
}

function drawLegend({ legendTitle, entries, remarks }: DrawnPanel, x: number, y: number, palette: Palette): Part {
  const parts = [text(legendTitle, x, y, 'font-weight="600"')];
  let at = y;
  for (const { swatch, text: words, count } of entries) {
    const room = 'radius' in swatch ? Math.max(LINE, 2 * swatch.radius + 4) : LINE + 2;
    parts.push(drawSwatch(swatch, x, at + 8, room, palette));
    parts.push(text(count === undefined ? words : `${words} (${count})`, x + 92, at + 8 + room / 2 + 5, ''));
    at += room;
  }
  const lines = remarks.flatMap((remark) => wrap(remark, WIDTH, 14));
  lines.forEach((line, index) => {
    parts.push(text(line, x, at + 8 + LINE * (index + 1), `fill="${palette.muted}"`));
  });
  return { svg: parts.join('\n'), height: at - y + 16 + lines.length * LINE };
}

function drawSwatch(swatch: Swatch, x: number, y: number, room: number, palette: Palette): string {
  if ('radius' in swatch) {
    const fill = swatch.negative ? palette.negativeDisc : palette.disc;
    return `<circle cx="${x + 42}" cy="${(y + room / 2).toFixed(1)}" r="${Math.max(1.5, swatch.radius).toFixed(2)}" fill="${fill}" fill-opacity="0.75"/>`;
  }
  if ('broken' in swatch)
    return `<rect x="${x + 28}" y="${y + 2}" width="28" height="${LINE - 3}" fill="none" ${broken(1.4, 1, palette)}/>`;
  const fill = 'colour' in swatch ? swatch.colour : `url(#${swatch.hatch})`;
  return `<rect x="${x + 28}" y="${y + 2}" width="28" height="${LINE - 3}" fill="${fill}" stroke="${palette.border}"/>`;
}

function pattern(hatch: Hatch, palette: Palette): string {
  return `<pattern id="${hatch}" width="${TILE}" height="${TILE}" patternUnits="userSpaceOnUse"><rect width="${TILE}" height="${TILE}" fill="${palette.surface}"/><path d="${TEXTURES[hatch]}" stroke="${palette.texture}" stroke-width="1.2"/></pattern>`;
}

function text(words: string, x: number, y: number, attributes: string): string {
  return `<text x="${x}" y="${y.toFixed(1)}" ${attributes}>${toXml(words)}</text>`;
}

/** Cuts a text into lines that fit, between words. */
function wrap(words: string, width: number, size: number): readonly string[] {
  const most = Math.floor(width / ((CHARACTER * size) / 14));
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function toXml(words: string): string {
  return words.replace(/[&<>"]/g, (character) => ESCAPED[character] ?? '');
}
