import { type Access, type Indicator, OFFICIAL_LEVELS, type OfficialLevel, READINGS } from '@boussole/schema';
import { HotMemory } from '../cube/hot-memory.ts';
import { HotStore } from '../cube/hot-store.ts';
import type { OpenCube, Slab } from '../cube/open-cube.ts';
import { type Conventions, conventionsOf } from './conventions.ts';
import { type Grounds, queryThroughGate } from './gates.ts';
import { common, type Ground, NO_GROUND, numbersOn, toGround } from './ground.ts';
import { maskSeries } from './mask.ts';

/**
 * The access rewrite: a cube that holds nothing but what may be read with these grants. Everything that answers reads through it, so
 * that what it does not let through exists for no plan, rank, class, sum, text or export.
 *
 * An indicator under a convention without a grant is not in the catalogue. With one, cells outside the ground of the grants are RESTRICTED.
 * `hotBytes` bounds what is kept of masked series. A publication without conventions is given back as it is.
 */
export async function restrict(cube: OpenCube, access: Access, hotBytes: number): Promise<OpenCube> {
  const conventions = conventionsOf(cube);
  if (conventions.ofMeasure.size === 0) return cube;
  const grounds = toGrounds(cube, conventions, access);
  const isVisible = ({ id }: Indicator): boolean => grounds.ofIndicator(id)?.isEmpty !== true;
  const indicators = cube.indicators.filter(isVisible);
  const visible = new Set(indicators.map(({ id }) => id));
  const slabs = await countOpen(
    cube,
    indicators.flatMap(({ id }) => {
      const ground = grounds.ofIndicator(id);
      return ground ? [{ id, ground }] : [];
    }),
  );
  const masked = new HotStore(new HotMemory(hotBytes), async (key) => {
    const [id = '', reading] = key.split('/');
    const of = READINGS.find((candidate) => candidate === reading)!; // a key is written below
    return maskSeries(cube, grounds.ofIndicator(id) ?? NO_GROUND, id, of, await cube.series(id, of));
  });
  return {
    ...cube,
    indicators,
    numberOf: (indicator) => (visible.has(indicator) ? cube.numberOf(indicator) : -1),
    slabs(indicator, reading, level) {
      if (!visible.has(indicator)) return [];
      return slabs.get(`${indicator} ${reading} ${level}`) ?? cube.slabs(indicator, reading, level);
    },
    series: (indicator, reading) =>
      grounds.ofIndicator(indicator) ? masked.series(`${indicator}/${reading}`) : cube.series(indicator, reading),
    isReady: (indicator, reading) => grounds.ofIndicator(indicator) !== undefined || cube.isReady(indicator, reading),
    parts: ({ indicators: asked, ...wanted }) =>
      cube.parts({ ...wanted, indicators: asked.filter((id) => visible.has(id) && !grounds.ofIndicator(id)) }),
    async standings(columns, communes) {
      const isOpen = columns.map(({ indicator }) => visible.has(indicator) && !grounds.ofIndicator(indicator));
      const read = await cube.standings(
        columns.filter((_, index) => isOpen[index]),
        communes,
      );
      let next = 0;
      return isOpen.map((open) => (open ? read[next++] : undefined));
    },
    opens(indicator, codes, vintage) {
      const ground = grounds.ofIndicator(indicator);
      return !ground || codes.every((code) => ground.holds('commune', code, vintage));
    },
    isRestricted: (indicator) => grounds.ofIndicator(indicator) !== undefined,
    query: (sql, values) => queryThroughGate(cube, grounds, sql, values),
  };
}

function toGrounds(cube: OpenCube, conventions: Conventions, access: Access): Grounds {
  const made = new Map<string, Ground>();
  const of = (convention: string): Ground => {
    const ground = made.get(convention) ?? toGround(cube, access, convention);
    made.set(convention, ground);
    return ground;
  };
  const all = (names: ReadonlySet<string> | undefined): Ground | undefined => names && common([...names].map(of));
  return {
    ofMeasure: (measure) => all(conventions.ofMeasure.get(measure)),
    ofIndicator: (indicator) => all(conventions.ofIndicator.get(indicator)),
  };
}

/** The slabs of indicators under convention, counting only the figures on open ground. */
async function countOpen(
  cube: OpenCube,
  indicators: readonly { readonly id: string; readonly ground: Ground }[],
): Promise<ReadonlyMap<string, readonly Slab[]>> {
  const counted = new Map<string, readonly Slab[]>();
  for (const { id, ground } of indicators) {
    for (const reading of READINGS) {
      const { years, territories, values } = await cube.series(id, reading);
      const present = ({ year, vintage }: Slab, level: OfficialLevel): number => {
        const start = years.indexOf(year) * territories;
        return numbersOn(cube, ground, level, vintage).filter((number) => !Number.isNaN(values[start + number])).length;
      };
      for (const level of OFFICIAL_LEVELS) {
        const slabs = cube.slabs(id, reading, level).map((slab) => ({ ...slab, present: present(slab, level) }));
        counted.set(`${id} ${reading} ${level}`, slabs);
      }
    }
  }
  return counted;
}
