import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { failure } from '@boussole/schema';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { Objects, Topology } from 'topojson-specification';

export type Ground = Polygon | MultiPolygon;

/** One geometry of a file, and all that the file says of it. */
export interface Shape {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly ground: Ground;
}

/**
 * Reads the polygons of a GeoJSON or TopoJSON file; points and lines are left out. Throws `FILE_TOO_LARGE`, `JSON_INVALID`, and
 * `OUTLINES_INVALID` when there is no polygon or when coordinates are not longitudes and latitudes.
 */
export async function readShapes(path: string, allowedBytes: number): Promise<readonly Shape[]> {
  const file = basename(path);
  const { size } = await stat(path);
  if (size > allowedBytes) throw failure('FILE_TOO_LARGE', { file, bytes: size, allowed: allowedBytes });
  const shapes = toFeatures(parse(file, await readFile(path, 'utf8'))).flatMap(toShape);
  if (shapes.length === 0) throw failure('OUTLINES_INVALID', { file, problem: 'aucun polygone' });
  for (const { ground } of shapes) checkPositions(file, ground);
  return shapes;
}

/** Polygons of a geometry, each a list of rings. */
export function polygonsOf(ground: Ground): readonly Position[][][] {
  return ground.type === 'Polygon' ? [ground.coordinates] : ground.coordinates;
}

type AnyTopology = Topology<Objects<Readonly<Record<string, unknown>>>>;
type Parsed = AnyTopology | { readonly type: string; readonly features?: readonly Feature[] };

function parse(file: string, text: string): Parsed {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Parsed; // what is not in this shape has no polygon
  } catch (error) {
    throw failure('JSON_INVALID', { file, problem: error instanceof Error ? error.message : '' }, { cause: error });
  }
}

function toFeatures(parsed: Parsed): readonly Feature[] {
  if (!isTopology(parsed)) return Array.isArray(parsed.features) ? parsed.features : [];
  return Object.values(parsed.objects).flatMap((object) => {
    const decoded = feature(parsed, object);
    return decoded.type === 'FeatureCollection' ? decoded.features : [decoded];
  });
}

function isTopology(parsed: Parsed): parsed is AnyTopology {
  return parsed.type === 'Topology' && 'objects' in parsed && 'arcs' in parsed;
}

function toShape({ id, properties, geometry }: Feature): Shape[] {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return [];
  if (!Array.isArray(geometry.coordinates) || geometry.coordinates.length === 0) return [];
  return [{ properties: { ...(id === undefined ? {} : { id }), ...properties }, ground: geometry }];
}

function checkPositions(file: string, ground: Ground): void {
  for (const polygon of polygonsOf(ground)) {
    for (const ring of polygon) {
      for (const [longitude, latitude] of ring) {
        if (isWithin(longitude, 180) && isWithin(latitude, 90)) continue;
        const problem = `les coordonnées ${longitude}, ${latitude} ne sont pas des degrés`;
        throw failure('OUTLINES_INVALID', { file, problem });
      }
    }
  }
}

function isWithin(value: unknown, bound: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= bound;
}
