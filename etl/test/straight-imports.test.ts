import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readDoor, straighten } from '../src/start/straight-imports.ts';

const WAREHOUSE = fileURLToPath(new URL('../../warehouse/src/index.ts', import.meta.url));

describe('imports through the door of a package', () => {
  const door = readDoor(WAREHOUSE);

  it('are written as imports of the files behind it, types left out', () => {
    const text =
      "import { listPublications, type PublicationRecord, rollback as back } from '@boussole/warehouse';\nback();";
    const straight = straighten(text, '@boussole/warehouse', door);
    const [first, second] = [...straight.matchAll(/import \{ ([^}]+) \} from "([^"]+)";/g)];
    expect([first?.[1], second?.[1]]).toEqual(['listPublications', 'rollback as back']);
    expect(readFileSync(first![2]!, 'utf8')).toContain('export async function listPublications');
    expect(straight.endsWith('\nback();')).toBe(true);
  });

  it('stay as they are where the door is not known to let something out', () => {
    const text = "import { rollback, unknown } from '@boussole/warehouse';";
    expect(straighten(text, '@boussole/warehouse', door)).toBe(text);
  });
});
