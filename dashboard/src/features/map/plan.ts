import { type GeoProjection, geoConicConformal, geoMercator } from 'd3-geo';
import type { Position } from 'geojson';
import type { Shape } from './api/use-outlines.ts';

/** Width of every plan, in its own units. */
export const WIDTH = 800;
const TALLEST = 760;
const SHORTEST = 420;
const MARGIN = 12;
const INSET = { width: 120, height: 118, gap: 10, pad: 5 } as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The ground of a territory on the plan. */
export interface Ground {
  readonly id: string;
  /** Closed rings, `x y x y…`; a point is inside when it is in an odd number of them. */
  readonly rings: readonly Float64Array[];
  readonly bounds: Box;
  /** Where its symbol stands. */
  readonly centre: readonly [x: number, y: number];
}

export interface Plan {
  readonly grounds: readonly Ground[];
  readonly byId: ReadonlyMap<string, Ground>;
  /** Frames of the overseas territories, drawn beside the mainland and not at its scale. */
  readonly frames: readonly Box[];
  readonly height: number;
}

/** Middle of the mainland and of each overseas département, in degrees. */
const MAINLAND: readonly [number, number] = [2.5, 46.6];
const OVERSEAS: readonly (readonly [number, number])[] = [
  [-61.5, 16.2],
  [-61, 14.6],
  [-53.2, 3.9],
  [55.5, -21.1],
  [45.2, -12.8],
];

/** Lays outlines on a plane. Overseas départements that come with the mainland are drawn in frames, as on official maps. */
export function toPlan(shapes: readonly Shape[]): Plan {
  const [main, ...others] = toAreas(shapes).map(project);
  if (!main) return { grounds: [], byId: new Map(), frames: [], height: SHORTEST };
  const left = others.length > 0 ? INSET.width + INSET.gap : MARGIN;
  const framesHeight = others.length * (INSET.height + INSET.gap);
  const room = { x: left, y: MARGIN, width: WIDTH - left - MARGIN, height: TALLEST - 2 * MARGIN };
  const scale = scaleIn(boxOf(main), room);
  const height = Math.max(SHORTEST, framesHeight + MARGIN, boxOf(main).height * scale + 2 * MARGIN);
  const frames = others.map((_, index) => ({
    x: 1,
    y: MARGIN + index * (INSET.height + INSET.gap),
    width: INSET.width,
    height: INSET.height,
  }));
  const grounds = [
    ...fitInto(main, { ...room, height: height - 2 * MARGIN }),
    ...others.flatMap((area, index) => fitInto(area, shrink(frames[index]!))),
  ];
  return { grounds, byId: new Map(grounds.map((ground) => [ground.id, ground])), frames, height };
}

/** The territory under a point of the plan. */
export function groundAt({ grounds }: Plan, x: number, y: number): Ground | undefined {
  return grounds.find(({ bounds, rings }) => isInBox(bounds, x, y) && isInRings(rings, x, y));
}

export type Direction = readonly [x: -1 | 0 | 1, y: -1 | 0 | 1];

/** The territory that one reaches from another by going that way: the nearest, sideways counting double. */
export function nextGround({ grounds }: Plan, from: Ground, [right, down]: Direction): Ground | undefined {
  let best: Ground | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const ground of grounds) {
    const [x, y] = [ground.centre[0] - from.centre[0], ground.centre[1] - from.centre[1]];
    const along = x * right + y * down;
    const aside = Math.abs(x * down) + Math.abs(y * right);
    const cost = along + 2 * aside;
    if (along > 0 && aside <= 2 * along && cost < shortest) [best, shortest] = [ground, cost];
  }
  return best;
}

interface Area {
  readonly overseas: boolean;
  readonly shapes: readonly Shape[];
}

/** The mainland first. */
function toAreas(shapes: readonly Shape[]): readonly Area[] {
  const groups = new Map<number, Shape[]>();
  for (const shape of shapes) {
    const where = placeOf(shape);
    const group = groups.get(where);
    if (group) group.push(shape);
    else groups.set(where, [shape]);
  }
  return [...groups]
    .sort(([left], [right]) => left - right)
    .map(([where, group]) => ({ overseas: where > 0, shapes: group }));
}

/** 0 for the mainland, Corsica and what is drawn beside them, else the overseas département. */
function placeOf(shape: Shape): number {
  const [longitude = 0, latitude = 0] = polygonsOf(shape)[0]?.[0]?.[0] ?? [];
  const distances = [MAINLAND, ...OVERSEAS].map(([x, y]) => Math.hypot(x - longitude, y - latitude));
  return distances.indexOf(Math.min(...distances));
}

type Raw = Pick<Ground, 'id' | 'rings'>;

function project({ overseas, shapes }: Area): readonly Raw[] {
  const projection = overseas ? geoMercator() : geoConicConformal().parallels([44, 49]).rotate([-3, 0]);
  const plain = projection.scale(1).translate([0, 0]);
  return shapes.map((shape) => ({
    id: String(shape.id),
    rings: polygonsOf(shape)
      .flat()
      .map((ring) => projectRing(ring, plain)),
  }));
}

function projectRing(ring: readonly Position[], projection: GeoProjection): Float64Array {
  const flat = new Float64Array(2 * ring.length);
  ring.forEach(([longitude = 0, latitude = 0], index) => {
    flat.set(projection([longitude, latitude]) ?? [0, 0], 2 * index);
  });
  return flat;
}

function polygonsOf({ geometry }: Shape): Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

function fitInto(raw: readonly Raw[], room: Box): readonly Ground[] {
  const box = boxOf(raw);
  const scale = scaleIn(box, room);
  const left = room.x + (room.width - box.width * scale) / 2 - box.x * scale;
  const top = room.y + (room.height - box.height * scale) / 2 - box.y * scale;
  return raw.map(({ id, rings }) => {
    const placed = rings.map((ring) => ring.map((at, index) => at * scale + (index % 2 === 0 ? left : top)));
    return { id, rings: placed, bounds: boxOf([{ id, rings: placed }]), centre: centreOf(placed) };
  });
}

function scaleIn(box: Box, room: Box): number {
  return Math.min(room.width / box.width, room.height / box.height);
}

function shrink({ x, y, width, height }: Box): Box {
  return { x: x + INSET.pad, y: y + INSET.pad, width: width - 2 * INSET.pad, height: height - 2 * INSET.pad };
}

function boxOf(grounds: readonly Raw[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { rings } of grounds) {
    for (const ring of rings) {
      for (let index = 0; index < ring.length; index += 2) {
        const [x, y] = [ring[index]!, ring[index + 1]!];
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < top) top = y;
        if (y > bottom) bottom = y;
      }
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Centre of gravity of the largest ring. */
function centreOf(rings: readonly Float64Array[]): readonly [number, number] {
  let [x, y, largest] = [0, 0, -1];
  for (const ring of rings) {
    let [area, sumX, sumY] = [0, 0, 0];
    const [originX, originY] = [ring[0]!, ring[1]!];
    for (let index = 0; index + 3 < ring.length; index += 2) {
      const [fromX, fromY] = [ring[index]! - originX, ring[index + 1]! - originY];
      const [toX, toY] = [ring[index + 2]! - originX, ring[index + 3]! - originY];
      const cross = fromX * toY - toX * fromY;
      area += cross;
      sumX += (fromX + toX) * cross;
      sumY += (fromY + toY) * cross;
    }
    if (Math.abs(area) <= largest) continue;
    largest = Math.abs(area);
    [x, y] = area === 0 ? [originX, originY] : [originX + sumX / (3 * area), originY + sumY / (3 * area)];
  }
  return [x, y];
}

function isInBox({ x: left, y: top, width, height }: Box, x: number, y: number): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

function isInRings(rings: readonly Float64Array[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let index = 0; index + 3 < ring.length; index += 2) {
      const [fromX, fromY, toX, toY] = [ring[index]!, ring[index + 1]!, ring[index + 2]!, ring[index + 3]!];
      if (fromY > y !== toY > y && x < ((toX - fromX) * (y - fromY)) / (toY - fromY) + fromX) inside = !inside;
    }
  }
  return inside;
}
