import { randomBytes } from 'node:crypto';

/** What a command does to the world outside the data directory: time, chance, and the terminal. */
export interface Effects {
  now(): Date;
  /** Names an incident, so that a person can report it. */
  newReference(): string;
  /** Writes a line that a script may read. */
  print(line: string): void;
  /** Writes a line for the person who waits: progress, warnings, errors. */
  tell(line: string): void;
  /** Whether the person sees progress bars, or a log that keeps every line. */
  readonly interactive: boolean;
}

export const realEffects: Effects = {
  now: () => new Date(),
  newReference: () => randomBytes(4).toString('hex'),
  print: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
  interactive: process.stderr.isTTY === true,
};
