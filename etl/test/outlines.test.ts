import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openOutlines } from '@boussole/warehouse';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import { topology } from 'topojson-server';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadOutlines } from '../src/outlines/load-outlines.ts';
import { isOutlines } from '../src/outlines/sniff.ts';
import { temporaryFolder } from './support/boussole.ts';
import { smallGeography } from './support/small-geography.ts';
import { refusal } from './support/table.ts';

const geography = smallGeography();
const base = temporaryFolder();
afterAll(() => base.remove());
let dataDirectory: string;
let count = 0;
beforeEach(() => {
  dataDirectory = join(base.path, String(count++));
});

/** A square of a tenth of a degree whose south-west corner is `column` squares east of 4°E, 45°N. */
function square(column: number, properties: Record<string, unknown>): Feature<Polygon> {
  const [west, south] = [4 + column / 10, 45];
  const [east, north] = [4 + (column + 1) / 10, 45.1];
  const ring = [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
}

function write(name: string, value: unknown): string {
  const path = join(base.path, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

const collection = (features: readonly Feature[]) => ({ type: 'FeatureCollection', features });
const limits = { inputBytes: 100_000 };
const load = (paths: readonly string[], vintage?: string) =>
  loadOutlines(paths, {
    dataDirectory,
    limits,
    geography,
    progress: () => undefined,
    ...(vintage ? { vintage } : {}),
  });

async function stored(name: string): Promise<Feature[]> {
  const reader = openOutlines(dataDirectory);
  const [level, vintage, departement] = name.split('-');
  const found = (await reader.list()).find(
    (one) => one.level === level && one.vintage === Number(vintage) && one.departement === departement,
  );
  const parsed = JSON.parse(gunzipSync(await reader.read(found!)).toString()) as Topology<
    Record<string, GeometryCollection>
  >;
  return feature(parsed, parsed.objects[level!]!).features;
}

const AIN = ['01004', '01015', '01138'];
const communes = (codes: readonly string[], name = 'code') =>
  codes.map((code, column) => square(column, { nom: `n° ${column}`, [name]: code }));

describe('outlines of communes', () => {
  it('are found by the values of a property, counted, and put together by what communes belong to', async () => {
    const file = write('communes-2022.geojson', collection(communes(['69123', '13055', '99999'], 'INSEE_COM')));
    const [report] = await load([file]);
    expect(report).toMatchObject({ level: 'commune', vintage: 2022, known: 2, unknown: ['99999'] });
    expect(report?.stored[0]?.credits).toEqual(['communes-2022.geojson']);
    expect(
      report?.stored.map(({ level, departement, territories, missing }) => [level, departement, territories, missing]),
    ).toEqual([
      ['commune', undefined, 2, 7],
      ['commune', '13', 1, 0],
      ['commune', '69', 1, 0],
      ['epci', undefined, 1, 0],
      ['departement', undefined, 2, 1],
      ['region', undefined, 1, 1],
    ]);
    expect(await stored('epci-2022')).toMatchObject([{ id: '200046977', geometry: { type: 'MultiPolygon' } }]);
  });

  it('lose the borders inside a département, and have none where a commune is missing', async () => {
    await load([write('a-2025.geojson', collection(communes(AIN)))]);
    expect((await stored('commune-2025')).map(({ id }) => id)).toEqual(AIN);
    const [ain, ...others] = await stored('departement-2025');
    expect([ain?.id, others]).toEqual(['01', []]);
    const ring = (ain!.geometry as MultiPolygon).coordinates[0]?.[0];
    const longitudes = ring?.map(([longitude]) => longitude ?? 0) ?? [];
    expect([Math.min(...longitudes), Math.max(...longitudes)].map((degrees) => degrees.toFixed(3))).toEqual([
      '4.000',
      '4.300',
    ]);

    dataDirectory = join(base.path, 'partial');
    const [report] = await load([write('b-2025.geojson', collection(communes(AIN.slice(0, 2))))]);
    expect(report?.stored.map(({ level }) => level)).toEqual(['commune', 'commune']);
    expect(report?.stored[1]).toMatchObject({ departement: '01', territories: 2, missing: 1 });
  });

  it('of another file complete those that are stored, and the same ones give the same files', async () => {
    const [first] = await load([write('c-2025.geojson', collection(communes(AIN)))]);
    const [again] = await load([write('c-2025.geojson', collection(communes(AIN)))]);
    expect(again?.stored).toEqual(first?.stored);
    const [added] = await load([write('contours-communes-69.geojson', collection(communes(['69123'])))], '2025');
    expect(added?.stored[0]?.credits).toEqual(['c-2025.geojson', expect.stringMatching(/^IGN, Admin Express/)]);
    expect((await stored('commune-2025')).map(({ id }) => id)).toEqual([...AIN, '69123']);
    expect((await stored('departement-2025')).map(({ id }) => id)).toEqual(['01', '69']);
  });

  it('are of the vintage that knows their codes, when neither the file nor the person says it', async () => {
    const [old] = await load([write('e.geojson', collection(communes(['01039', '01138', '27058'])))]);
    expect(old?.vintage).toBe(2022);
    const [told] = await load([write('f.geojson', collection(communes(['01138'])))], '2023');
    expect(told?.vintage).toBe(2023);
    expect((await refusal(load([write('f.geojson', collection(communes(['01138'])))], '1999'))).code).toBe(
      'ARGUMENT_INVALID',
    );
  });

  it('are read from TopoJSON too', async () => {
    const file = write('g-2025.topojson', topology({ lesquels: collection(communes(AIN)) as never }, 1e4));
    expect(await isOutlines(file)).toBe(true);
    expect((await load([file]))[0]).toMatchObject({ level: 'commune', vintage: 2025, known: 3 });
  });
});

describe('outlines of upper levels', () => {
  it('stand for themselves, until those of communes come', async () => {
    const departement = write(
      'dep-2025.geojson',
      collection([square(0, { DEP: '01', AREA: '5' }), square(3, { DEP: '69' })]),
    );
    const [alone] = await load([departement]);
    expect(alone?.stored.map(({ level, merged }) => [level, merged])).toEqual([
      ['departement', false],
      ['region', true],
    ]);
    await load([write('h-2025.geojson', collection(communes(AIN)))]);
    expect((await load([departement]))[0]?.stored).toEqual([]);
    expect((await stored('departement-2025')).map(({ id }) => id)).toEqual(['01']);
  });
});

describe('a file that is not of outlines', () => {
  it('is told from those that are by its content', async () => {
    expect(await isOutlines(write('table.json', [{ type: 'x' }]))).toBe(false);
    expect(await isOutlines(write('table.csv', 'type;FeatureCollection'))).toBe(false);
    expect(await isOutlines(write('late.json', { name: 'x'.repeat(9_000), ...collection([]) }))).toBe(true);
    expect(await isOutlines(join(base.path, 'absent'))).toBe(false);
  });

  it.each([
    ['no code', collection([square(0, { nom: 'Lyon' })]), 'OUTLINES_INVALID', 'nom'],
    [
      'metres',
      collection([
        {
          ...square(0, { code: '69123' }),
          geometry: { type: 'Polygon', coordinates: [[[842_000, 6_519_000]]] },
        } as Feature,
      ]),
      'OUTLINES_INVALID',
      'degrés',
    ],
    [
      'no polygon',
      collection([{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [4, 45] } }]),
      'OUTLINES_INVALID',
      'aucun polygone',
    ],
    ['too many bytes', { ...collection([]), name: 'x'.repeat(200_000) }, 'FILE_TOO_LARGE', 'octets'],
  ])('is refused: %s', async (_, content, code, words) => {
    const refused = await refusal(load([write('refused.geojson', content)]));
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(words);
    expect(await openOutlines(dataDirectory).list()).toEqual([]);
  });

  it('is refused: cut short', async () => {
    const path = join(base.path, 'cut.geojson');
    writeFileSync(path, '{"type":"FeatureCollection","features":[');
    expect((await refusal(load([path]))).code).toBe('JSON_INVALID');
  });
});
