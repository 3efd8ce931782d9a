import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Limits, Vintage } from '@boussole/schema';
import { type Geography, type Outlines, openOutlines, storeOutlines } from '@boussole/warehouse';
import type { Feature } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { buildOutlines, codesOf } from './build-outlines.ts';
import { chooseVintage, yearIn } from './choose-vintage.ts';
import { creditOf } from './credit.ts';
import { type CodedShapes, findCodes, READ_LEVELS, type ReadLevel } from './find-codes.ts';
import { type Ground, readShapes } from './read-shapes.ts';

/** What became of the outlines of one level and vintage that were read together. */
export interface LoadedOutlines {
  readonly level: ReadLevel;
  readonly vintage: Vintage;
  readonly files: readonly string[];
  /** Outlines read of territories of that vintage. */
  readonly known: number;
  /** Codes that are of no territory of that vintage: their outlines are left out. */
  readonly unknown: readonly string[];
  /** What is stored; none when those of communes, of the same vintage, already give them. */
  readonly stored: readonly Outlines[];
}

export interface OutlineTools {
  readonly dataDirectory: string;
  readonly limits: Pick<Limits, 'inputBytes'>;
  readonly geography: Geography;
  /** Vintage that a person says the files are of. */
  readonly vintage?: string;
  /** Who drew them, as a person says. */
  readonly credit?: string;
  progress(done: number, total: number): void;
}

/**
 * Reads files of outlines and stores what they give, beside the publications. Files of the same level and vintage are put together, with the
 * outlines of communes stored before that they do not replace. Throws `OUTLINES_INVALID`, `JSON_INVALID`, `FILE_TOO_LARGE`,
 * `ARGUMENT_INVALID`.
 */
export async function loadOutlines(paths: readonly string[], tools: OutlineTools): Promise<readonly LoadedOutlines[]> {
  const { geography, limits, progress } = tools;
  const read: CodedShapes[] = [];
  for (const [index, path] of paths.entries()) {
    progress(index, paths.length);
    read.push(findCodes(basename(path), await readShapes(path, limits.inputBytes), geography));
  }
  progress(paths.length, paths.length);
  const loaded: LoadedOutlines[] = [];
  for (const level of READ_LEVELS) {
    const ofLevel = read.filter((shapes) => shapes.level === level);
    for (const year of new Set(ofLevel.map(({ file }) => yearIn(file)))) {
      const together = ofLevel.filter(({ file }) => yearIn(file) === year);
      loaded.push(await storeTogether(level, together, tools));
    }
  }
  return loaded;
}

async function storeTogether(
  level: ReadLevel,
  shapes: readonly CodedShapes[],
  { dataDirectory, geography, vintage: told, credit }: OutlineTools,
): Promise<LoadedOutlines> {
  const vintage = chooseVintage(shapes, told, geography);
  const official = new Set(codesOf(level, vintage, geography));
  const grounds = new Map<string, readonly Ground[]>();
  const unknown = new Set<string>();
  for (const [code, ground] of shapes.flatMap((one) => [...one.grounds])) {
    if (official.has(code)) grounds.set(code, ground);
    else unknown.add(code);
  }
  const report = { level, vintage, files: shapes.map(({ file }) => file), known: grounds.size, unknown: [...unknown] };
  const before = await openOutlines(dataDirectory).list();
  const finer = before.some((one) => one.level === level && one.vintage === vintage && one.merged);
  if (finer || grounds.size === 0) return { ...report, stored: [] };
  const whole = level === 'commune' ? before.find((one) => isWhole(one, vintage)) : undefined;
  const kept = whole ? await storedCommunes(dataDirectory, whole) : new Map<string, Ground[]>();
  const all = new Map([...kept, ...grounds]);
  const isAdded = [...kept.keys()].some((code) => !grounds.has(code));
  const credits = new Set([
    ...(isAdded && whole ? whole.credits : []),
    ...shapes.map(({ file }) => credit ?? creditOf(file)),
  ]);
  const drafts = buildOutlines(level, vintage, all, geography).map((draft) => ({ ...draft, credits: [...credits] }));
  return { ...report, stored: await storeOutlines(dataDirectory, drafts) };
}

function isWhole({ level, vintage, departement }: Outlines, wanted: Vintage): boolean {
  return level === 'commune' && vintage === wanted && departement === undefined;
}

async function storedCommunes(dataDirectory: string, whole: Outlines): Promise<ReadonlyMap<string, readonly Ground[]>> {
  const text = gunzipSync(await openOutlines(dataDirectory).read(whole)).toString('utf8');
  const stored = JSON.parse(text) as Topology<{ commune: GeometryCollection }>; // written by writeTopology()
  const { features } = feature(stored, stored.objects.commune);
  return new Map((features as Feature<Ground>[]).map(({ id, geometry }) => [String(id), [geometry]])); // idem
}
