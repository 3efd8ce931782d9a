import type { BoussoleError } from '@boussole/schema';
import type { Effects } from '../effects.ts';
import type { Settings } from '../environment.ts';

/** What every command is given. */
export interface CommandContext {
  readonly settings: Settings;
  readonly effects: Effects;
}

/** Options that most commands share. */
export interface OutputOptions {
  readonly json?: boolean;
}

/** Prints the answer of a command: JSON for a script, or French lines for a person. */
export function answer(effects: Effects, { json }: OutputOptions, value: unknown, lines: readonly string[]): void {
  if (json) effects.print(JSON.stringify(value, null, 2));
  else for (const line of lines) effects.print(line);
}

/** An error as a script reads it: its code is the contract, its message a French sentence. */
export function toJsonError({ code, message, parameters }: BoussoleError): unknown {
  return { code, message, parameters: parameters ?? {} };
}
