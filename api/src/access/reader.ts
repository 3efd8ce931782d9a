import type { CubeReader } from '../lease.ts';
import { maybeVisit } from './visit.ts';

/** Publications as whoever is being answered may read them. Without a visit, or without grants, that is what everyone may. */
export function forVisitors(warehouse: CubeReader): CubeReader {
  return {
    async read(publication, question) {
      const visit = maybeVisit();
      if (!visit || visit.visitor.access.length === 0) return warehouse.read(publication, question);
      return warehouse.read(publication, async (cube) => {
        const { id } = cube.publication;
        return question(await cube.withAccess(visit.visitor.access, (indicator) => visit.saw(indicator, id)));
      });
    },
    // What a visit opens, and what it sees, is read the other way.
    hold: (publication) => (maybeVisit() ? undefined : warehouse.hold?.(publication)),
  };
}
