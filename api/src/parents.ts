import type { OfficialLevel } from '@boussole/schema';
import type { Cube, Territory } from '@boussole/warehouse';

/** Names of the parents of a level, several for an EPCI that straddles; undefined when there is none. */
export function maybeParentName(cube: Cube, { id }: Territory, level: OfficialLevel): string | undefined {
  const names = cube.parents(id).flatMap((parent) => (parent.level === level ? [parent.name] : []));
  return names.length > 0 ? names.join(', ') : undefined;
}
