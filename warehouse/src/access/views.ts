import { type Access, PUBLIC_ACCESS, type TerritoryId } from '@boussole/schema';
import { ComposedCells } from '../composed/cells.ts';
import type { OpenCube } from '../cube/open-cube.ts';
import { restrict } from './restrict.ts';

/** How many different grants are kept ready, besides what everyone reads. */
const KEPT = 16;
/** Share of the memory of hot series that masked ones may take as well, all grants together. */
const SHARE = 0.25;

/** A cube as some grants open it, with the sums of composed territories made from it. */
export interface View {
  readonly cube: OpenCube;
  readonly cells: ComposedCells;
}

/** Opens a cube for different grants; the same grants share one view. */
export interface Views {
  readonly everyone: View;
  with(access: Access): Promise<View>;
}

export async function toViews(cube: OpenCube, hotBytes: number): Promise<Views> {
  const open = async (access: Access): Promise<View> => {
    const restricted = await restrict(cube, access, (hotBytes * SHARE) / KEPT);
    return { cube: restricted, cells: new ComposedCells(restricted) };
  };
  const everyone = await open(PUBLIC_ACCESS);
  const views = new Map<string, Promise<View>>();
  return {
    everyone,
    async with(access) {
      if (access.length === 0 || everyone.cube === cube) return everyone;
      const key = accessClass(access);
      const view = views.get(key) ?? open(access);
      views.delete(key);
      views.set(key, view);
      view.catch(() => views.delete(key));
      const [oldest] = views.keys();
      if (views.size > KEPT && oldest !== undefined) views.delete(oldest);
      return view;
    },
  };
}

/** Names what may be read: the same text for the same grants, `public` without any. */
export function accessClass(access: Access): string {
  const grounds = new Map<string, Set<TerritoryId>>();
  for (const { convention, territories } of access) {
    const ground = grounds.get(convention) ?? new Set();
    for (const territory of territories) ground.add(territory);
    grounds.set(convention, ground);
  }
  const named = [...grounds].map(([convention, territories]) => `${convention} ${[...territories].sort().join(' ')}`);
  return named.length > 0 ? named.sort().join('\n') : 'public';
}
