import { useQuery } from '@apollo/client/react';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { useEffect, useMemo, useState } from 'react';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { OutlinesDocument, type OutlinesQuery } from '../../../graphql/generated.ts';
import type { Layer } from '../layer.ts';

/** The ground of a territory, in longitudes and latitudes; its id is that of the territory. */
export type Shape = Feature<Polygon | MultiPolygon>;

export interface OutlinesState {
  /** Undefined while they travel. */
  readonly shapes: readonly Shape[] | undefined;
  /** Vintage of the outlines; undefined when there is none at that level. */
  readonly vintage: number | undefined;
  /** Who drew them, or the files that they come from. */
  readonly credits: readonly string[];
  readonly error: unknown;
  readonly retry: () => void;
}

type Outlines = OutlinesQuery['outlines'][number];
/** Above this number of départements the file of the whole country is lighter than theirs together. */
const PARTS = 30;

/** The outlines of the territories of a layer, of its vintage or of the nearest that was loaded. */
export function useOutlines(layer: Layer | undefined): OutlinesState {
  const level = layer?.level;
  const { data, error, refetch } = useQuery(OutlinesDocument, {
    variables: { level: level ?? 'COMMUNE' },
    skip: level === undefined,
  });
  const vintage = layer && data && nearest(data.outlines, layer.vintage);
  const addresses = useMemo(
    () => (layer && data && vintage !== undefined ? addressesOf(layer, data.outlines, vintage).join(' ') : undefined),
    [layer, data, vintage],
  );
  const [read, setRead] = useState<{
    readonly addresses: string;
    readonly shapes?: readonly Shape[];
    error?: unknown;
  }>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (addresses === undefined || level === undefined) return;
    let current = true;
    Promise.all(addresses.split(' ').map((address) => readShapes(address, level.toLowerCase()))).then(
      (parts) => current && setRead({ addresses, shapes: parts.flat() }),
      (problem: unknown) => current && setRead({ addresses, error: problem }),
    );
    return () => {
      current = false;
    };
  }, [addresses, level, attempt]);

  const answer = read && read.addresses === addresses ? read : undefined;
  return {
    shapes: data && vintage === undefined ? [] : answer?.shapes,
    vintage,
    credits: data?.outlines.find((one) => one.vintage === vintage && one.departement === null)?.credits ?? [],
    error: error ?? answer?.error,
    retry: () => {
      void refetch();
      setAttempt((before) => before + 1);
    },
  };
}

function nearest(outlines: readonly Outlines[], vintage: number): number | undefined {
  const known = outlines.filter(({ departement }) => departement === null).map((one) => one.vintage);
  return known.sort((left, right) => Math.abs(left - vintage) - Math.abs(right - vintage) || right - left)[0];
}

/** Addresses of the files to read: for communes, those of their départements, unless these are most of the country. */
function addressesOf({ level, ids }: Layer, outlines: readonly Outlines[], vintage: number): string[] {
  const there = outlines.filter((one) => one.vintage === vintage);
  const whole = there.filter(({ departement }) => departement === null).map(({ address }) => address);
  if (level !== 'COMMUNE') return whole;
  const departements = new Set(ids.map(departementOf));
  const parts = there.filter(({ departement }) => departement !== null && departements.has(departement));
  return departements.size > PARTS || parts.length === 0 ? whole : parts.map(({ address }) => address);
}

/** Département of `commune:69123`: three characters overseas. */
function departementOf(id: string): string {
  const code = id.slice('commune:'.length);
  return code.slice(0, code.startsWith('97') ? 3 : 2);
}

const kept = new Map<string, Promise<readonly Shape[]>>();

function readShapes(address: string, level: string): Promise<readonly Shape[]> {
  const known = kept.get(address);
  if (known) return known;
  const asked = fetchShapes(address, level);
  kept.set(address, asked);
  asked.catch(() => kept.delete(address));
  return asked;
}

async function fetchShapes(address: string, level: string): Promise<readonly Shape[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  const topology: Topology<Record<string, GeometryCollection>> = await response.json();
  const object = topology.objects[level];
  if (!object) throw new Error(`${address}: no outlines of ${level}`);
  const { features } = feature(topology, object);
  // Outlines are polygons: that is what loading them admits.
  return (features as Shape[]).map((one) => ({ ...one, id: `${level}:${one.id}` }));
}
