import { type Effects, realEffects } from '../../src/effects.ts';
import { runCommandLine } from '../../src/index.ts';
import type { Answer } from './boussole.ts';

/** Runs a command in this process, which has read the code already, with nothing of the environment but what is given. */
export async function boussoleHere(
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
  effects: Partial<Effects> = {},
): Promise<Answer> {
  let [out, errors] = ['', ''];
  const code = await runCommandLine(words, variables, {
    ...realEffects,
    print: (line) => {
      out += `${line}\n`;
    },
    tell: (line) => {
      errors += `${line}\n`;
    },
    interactive: false,
    ...effects,
  });
  return { code, out, errors };
}
