import type { Frame } from './frame.ts';
import { BROKEN, type Fill, type Paint } from './paint.ts';
import { type Hatch, type Palette, TEXTURES, TILE } from './palette.ts';
import { type Ground, type Plan, WIDTH } from './plan.ts';

interface Surface {
  readonly context: CanvasRenderingContext2D;
  /** Pixels of the canvas for one unit of the plan, when the whole plan is seen. */
  readonly unit: number;
}

/** Above this number of territories, borders would hide the shades until the reader comes closer. */
export const CROWD = 2_000;

/** Draws the ground, its shades or textures, and its discs. */
export function drawMap(surface: Surface, plan: Plan, frame: Frame, paint: Paint, palette: Palette): void {
  const { context, unit } = surface;
  const seen = plan.grounds.filter((ground) => isSeen(ground, frame, plan.height));
  clear(context);
  place(surface, frame, plan.height);
  const scale = unit * frame.scale;
  const texture = textures(context, palette, scale);
  context.lineWidth = (seen.length > CROWD ? 0.25 : 0.7) / frame.scale;
  context.strokeStyle = palette.border;
  context.lineJoin = 'round';
  for (const ground of seen) {
    context.fillStyle = texture(paint.fill(ground.id));
    const path = pathOf(ground);
    context.fill(path, 'evenodd');
    if (seen.length <= 4 * CROWD) context.stroke(path);
  }
  if (!paint.disc && seen.length <= 4 * CROWD) drawPartial(context, seen, frame, paint, palette);
  for (const { x, y, width, height } of plan.frames) context.strokeRect(x, y, width, height);
  drawDiscs(context, seen, frame, paint, palette);
}

/** Draws what the reader points at and what is in their selection, over the map. */
export function drawMarks(
  surface: Surface,
  plan: Plan,
  frame: Frame,
  kept: ReadonlySet<string>,
  active: string | undefined,
  palette: Palette,
): void {
  const { context } = surface;
  clear(context);
  place(surface, frame, plan.height);
  context.lineJoin = 'round';
  for (const id of kept) outline(context, plan.byId.get(id), frame, 2, palette);
  if (active !== undefined) outline(context, plan.byId.get(active), frame, 3, palette);
}

function outline(
  context: CanvasRenderingContext2D,
  ground: Ground | undefined,
  { scale }: Frame,
  width: number,
  palette: Palette,
): void {
  if (!ground) return;
  const path = pathOf(ground);
  context.strokeStyle = palette.surface;
  context.lineWidth = (width + 2.5) / scale;
  context.stroke(path);
  context.strokeStyle = palette.kept;
  context.lineWidth = width / scale;
  context.stroke(path);
}

/** A broken outline says of a shade that it is that of a partial figure. */
function drawPartial(
  context: CanvasRenderingContext2D,
  grounds: readonly Ground[],
  { scale }: Frame,
  { isPartial }: Paint,
  palette: Palette,
): void {
  context.save();
  context.lineWidth = 1.1 / scale;
  for (const ground of grounds) {
    if (!isPartial(ground.id)) continue;
    // Under the strokes, what tells them from a dark shade.
    context.strokeStyle = palette.surface;
    context.setLineDash([]);
    context.stroke(pathOf(ground));
    context.strokeStyle = palette.ink;
    context.setLineDash(BROKEN.map((length) => length / scale));
    context.stroke(pathOf(ground));
  }
  context.restore();
}

/** Discs keep their size when the map grows; the largest are drawn first, under the others. */
function drawDiscs(
  context: CanvasRenderingContext2D,
  grounds: readonly Ground[],
  { scale }: Frame,
  { disc, isPartial }: Paint,
  palette: Palette,
): void {
  if (!disc) return;
  const discs = grounds
    .flatMap(({ id, centre }) => {
      const drawn = disc(id);
      return drawn ? [{ centre, partial: isPartial(id), ...drawn }] : [];
    })
    .sort((left, right) => right.radius - left.radius);
  for (const { centre, radius, negative, partial } of discs) {
    context.lineWidth = (partial ? 1.4 : 0.8) / scale;
    context.strokeStyle = partial ? palette.ink : palette.surface;
    context.setLineDash(partial ? BROKEN.map((length) => length / scale) : []);
    context.beginPath();
    context.arc(centre[0], centre[1], radius / scale, 0, 2 * Math.PI);
    context.globalAlpha = 0.75;
    context.fillStyle = negative ? palette.negativeDisc : palette.disc;
    context.fill();
    context.globalAlpha = 1;
    context.stroke();
  }
  context.setLineDash([]);
}

function clear(context: CanvasRenderingContext2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}

function place({ context, unit }: Surface, frame: Frame, height: number): void {
  const scale = unit * frame.scale;
  context.setTransform(scale, 0, 0, scale, (WIDTH / 2) * unit - frame.x * scale, (height / 2) * unit - frame.y * scale);
}

function isSeen({ bounds }: Ground, frame: Frame, height: number): boolean {
  const [halfWidth, halfHeight] = [WIDTH / frame.scale / 2, height / frame.scale / 2];
  return (
    bounds.x + bounds.width >= frame.x - halfWidth &&
    bounds.x <= frame.x + halfWidth &&
    bounds.y + bounds.height >= frame.y - halfHeight &&
    bounds.y <= frame.y + halfHeight
  );
}

const paths = new WeakMap<Ground, Path2D>();

function pathOf(ground: Ground): Path2D {
  const known = paths.get(ground);
  if (known) return known;
  const path = new Path2D();
  for (const ring of ground.rings) {
    path.moveTo(ring[0]!, ring[1]!);
    for (let index = 2; index < ring.length; index += 2) path.lineTo(ring[index]!, ring[index + 1]!);
    path.closePath();
  }
  paths.set(ground, path);
  return path;
}

/** Textures keep the size of their tile on the screen, whatever the zoom. */
function textures(
  context: CanvasRenderingContext2D,
  palette: Palette,
  scale: number,
): (fill: Fill) => string | CanvasPattern {
  const known = new Map<Hatch, string | CanvasPattern>();
  const make = (hatch: Hatch): string | CanvasPattern => {
    const side = TILE * 2;
    const tile = new OffscreenCanvas(side, side);
    const drawing = tile.getContext('2d');
    if (!drawing) return palette.surface;
    drawing.scale(2, 2);
    drawing.fillStyle = palette.surface;
    drawing.fillRect(0, 0, TILE, TILE);
    drawing.strokeStyle = palette.texture;
    drawing.lineWidth = 1.2;
    drawing.stroke(new Path2D(TEXTURES[hatch]));
    const pattern = context.createPattern(tile, 'repeat');
    const ratio = window.devicePixelRatio / 2 / scale;
    pattern?.setTransform(new DOMMatrix([ratio, 0, 0, ratio, 0, 0]));
    return pattern ?? palette.surface;
  };
  return (fill) => {
    if ('colour' in fill) return fill.colour;
    const found = known.get(fill.hatch) ?? make(fill.hatch);
    known.set(fill.hatch, found);
    return found;
  };
}
