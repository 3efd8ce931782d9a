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

/** What a script reads of an error: its code is the contract, its message a French sentence. */
export interface JsonError {
  readonly code: string;
  readonly message: string;
  readonly parameters?: unknown;
}

export function toJsonError({ code, message, parameters = {} }: JsonError): JsonError {
  return { code, message, parameters };
}
