/**
 * Writes the private names of classes that a decorator describes as plain ones, that no other class has. A bundler cannot keep them private there, as a
 * decorator may put another class in the place of its own, and would look each up in a table of weak references: for each object of an
 * answer, that takes longer than the rest of it. What is private is still checked in the sources.
 */
export function plainPrivateNames(text: string): string {
  if (!DECORATED.test(text)) return text;
  return text.replaceAll(PRIVATE, (_name, name: string, offset: number) => {
    const [, of] = [...text.slice(0, offset).matchAll(CLASS)].at(-1) ?? [];
    if (of === undefined) throw new Error(`expected #${name} in a class`);
    return `_${of}_${name}`;
  });
}

const DECORATED = /^@[A-Z]\w*\([\s\S]*?^export (?:abstract )?class /m;
const CLASS = /^(?:export )?(?:abstract )?class (\w+)/gm;
const PRIVATE = /(?<=[\s.(!])#([a-z]\w*)/g;
