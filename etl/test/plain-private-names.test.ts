import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { plainPrivateNames } from '../src/start/plain-private-names.ts';

describe('private names', () => {
  it('become plain ones of their class where a decorator describes it, and stay as they are elsewhere', () => {
    const plain = 'class A {\n  readonly #a = 1;\n}';
    expect(plainPrivateNames(plain)).toBe(plain);
    const decorated = `@ObjectType('A')\nexport class A {\n  readonly #a = 1;\n  get b() {\n    return this.#a;\n  }\n}\n
@ObjectType('B', {\n  description: 'B',\n})\nexport class B extends A {\n  #a = 2;\n  c() {\n    return !this.#a;\n  }\n}`;
    const written = plainPrivateNames(decorated);
    expect(written).toContain('readonly _A_a = 1');
    expect(written).toContain('return this._A_a');
    expect(written).toContain('return !this._B_a');
    expect(written).not.toContain('#');
  });

  it('are all written so in the classes of the schema', async () => {
    const types = fileURLToPath(new URL('../../api/src/types', import.meta.url));
    let decorated = 0;
    for (const file of await readdir(types)) {
      const text = plainPrivateNames(await readFile(`${types}/${file}`, 'utf8'));
      const { code } = transformSync(text, {
        loader: 'ts',
        target: 'node20',
        tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
      });
      if (text.includes('@ObjectType(')) decorated++;
      expect([file, /WeakMap/.test(code)]).toEqual([file, false]);
    }
    expect(decorated).toBeGreaterThan(20);
  });
});
