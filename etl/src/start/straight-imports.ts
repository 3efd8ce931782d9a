import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** By name of what a package lets out of its door, the file that it comes from. */
export type Door = ReadonlyMap<string, string>;

/** Reads what the door of a package lets out, types aside. */
export function readDoor(path: string): Door {
  const text = readFileSync(path, 'utf8');
  const door = new Map<string, string>();
  for (const [, name] of text.matchAll(DECLARED)) door.set(name!, path);
  for (const [, stars, names = '', from] of text.matchAll(PASSED_ON)) {
    const other = resolve(dirname(path), from!);
    if (stars) for (const [name, file] of readDoor(other)) door.set(name, file);
    for (const { name } of valuesOf(names)) door.set(name, other);
  }
  return door;
}

/**
 * Writes imports through the door of a package as imports of the files behind it: a bundler follows all that a door leads to, and a command that
 * reads one file would start as slowly as those that open cubes. An import of what the door is not known to let out is left as it is.
 */
export function straighten(text: string, name: string, door: Door): string {
  return text.replaceAll(new RegExp(`^import \\{([^}]*)\\} from '${name}';`, 'gm'), (statement, names: string) => {
    const values = valuesOf(names);
    if (values.some((value) => !door.has(value.name))) return statement;
    return values.map((value) => `import { ${value.written} } from ${JSON.stringify(door.get(value.name))};`).join(' ');
  });
}

const DECLARED = /^export (?:abstract )?(?:async )?(?:function\*?|const|let|class|enum) (\w+)/gm;
const PASSED_ON = /^export (?:(\*)|\{([^}]*)\}) from '(\.[^']+)';/gm;

function valuesOf(names: string): readonly { readonly name: string; readonly written: string }[] {
  return names.split(',').flatMap((part) => {
    const written = part.trim();
    return written === '' || written.startsWith('type ') ? [] : [{ name: written.split(' ')[0]!, written }];
  });
}
