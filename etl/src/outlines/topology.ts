import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature, mergeArcs, quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import { presimplify, simplify } from 'topojson-simplify';
import type {
  GeometryCollection,
  MultiPolygon as MultiPolygonArcs,
  Objects,
  Polygon as PolygonArcs,
  Topology,
} from 'topojson-specification';
import { type Ground, polygonsOf } from './read-shapes.ts';

/** Steps in which borders are compared when they are joined: finer than any file. */
const JOINED_STEPS = 1e8;
/** Step of what is written, in degrees: 11 m from south to north. */
const WRITTEN_DEGREES = 1e-4;

/** Outlines that share their borders, ready to be simplified. */
export interface Borders {
  readonly codes: readonly string[];
  readonly weighed: Weighed;
}
type Weighed = Topology<{ shapes: GeometryCollection }>;

/** Outlines of some territories, simplified; those that touch share their border to the point. */
export type Simplified = FeatureCollection<Polygon | MultiPolygon>;

/** Joins the borders of outlines, by code. */
export function joinBorders(grounds: ReadonlyMap<string, readonly Ground[]>): Borders {
  const collection = toCollection(
    [...grounds].sort(([left], [right]) => (left < right ? -1 : 1)).map(([code, parts]) => toFeature(code, parts)),
  );
  return {
    codes: [...grounds.keys()],
    weighed: presimplify(topology({ shapes: collection }, JOINED_STEPS) as Weighed), // the object that was given
  };
}

/**
 * Simplifies: points whose triangle with their neighbours is below `area` (square degrees) are left out. With `groupOf`, territories of one
 * group are put together, and those of none left out.
 */
export function simplifyBorders(
  { weighed }: Borders,
  area: number,
  groupOf?: (code: string) => string | undefined,
): Simplified {
  const lighter = simplify(weighed, area) as Weighed; // of the same objects
  if (!groupOf) return feature(lighter, lighter.objects.shapes) as Simplified; // only polygons were given
  const groups = new Map<string, (PolygonArcs | MultiPolygonArcs)[]>();
  for (const geometry of lighter.objects.shapes.geometries) {
    const group = groupOf(String(geometry.id));
    if (group === undefined || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) continue;
    groups.set(group, [...(groups.get(group) ?? []), geometry]);
  }
  const merged = [...groups].map(([code, members]): Feature<MultiPolygon> => {
    const whole = feature(lighter, mergeArcs(lighter, members));
    return { ...whole, id: code, geometry: whole.geometry as MultiPolygon }; // what mergeArcs makes
  });
  return toCollection(merged.sort((left, right) => (String(left.id) < String(right.id) ? -1 : 1)));
}

/** Writes outlines as TopoJSON, in one object named after their level. */
export function writeTopology(level: string, shapes: Simplified): string {
  const joined = topology({ [level]: shapes }) as Topology<Objects<Readonly<Record<string, unknown>>>>; // of features without null properties
  const [west = 0, south = 0] = joined.bbox ?? [];
  const translate: [number, number] = [floor(west), floor(south)];
  return JSON.stringify(quantize(joined, { scale: [WRITTEN_DEGREES, WRITTEN_DEGREES], translate }));
}

function toCollection<G extends Polygon | MultiPolygon>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: 'FeatureCollection', features };
}

function toFeature(code: string, parts: readonly Ground[]): Feature<MultiPolygon> {
  const coordinates = parts.flatMap((part) => [...polygonsOf(part)]);
  return { type: 'Feature', id: code, properties: {}, geometry: { type: 'MultiPolygon', coordinates } };
}

/** Files of parts of the country are written on one grid. */
function floor(degrees: number): number {
  return Math.floor(degrees * 10) / 10;
}
