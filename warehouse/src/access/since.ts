import type { DatasetAccess } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import type { Input } from '../publication/input.ts';

/** By source, the convention that it is under today; a source that is public has none. */
export type ConventionsToday = ReadonlyMap<string, DatasetAccess>;

/** Reads them from the publications kept, newest first: the last one that has a source decides, be it in service or not. */
export function conventionsToday(newestFirst: readonly { readonly inputs: readonly Input[] }[]): ConventionsToday {
  const decided = new Map<string, DatasetAccess | undefined>();
  for (const { inputs } of newestFirst) {
    const own = new Map(inputs.map(({ source }) => [source.id, source.access]));
    for (const [id, access] of own) if (!decided.has(id)) decided.set(id, access);
  }
  return new Map([...decided].flatMap(([id, access]) => (access ? [[id, access] as const] : [])));
}

/** Puts deliveries of the past under the conventions of today: earlier publications are read again as well. Their own are kept. */
export function underConventions(inputs: readonly Input[], today: ConventionsToday): readonly Input[] {
  return inputs.map((input) => {
    const access = input.source.access ?? today.get(input.source.id);
    return access ? { ...input, source: { ...input.source, access } } : input;
  });
}

/** The same for what is read of a publication. */
export function cubeUnderConventions(cube: OpenCube, today: ConventionsToday): OpenCube {
  return {
    ...cube,
    inputs: underConventions(cube.inputs, today),
    inputsOf: new Map([...cube.inputsOf].map(([measure, inputs]) => [measure, underConventions(inputs, today)])),
  };
}
