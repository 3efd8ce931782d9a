import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INPUT_FOLDER, isAlive } from '@boussole/warehouse';

/** A load that began: it is noted in the temporary folder while it runs, so that the next one finds it if it was killed. */
export interface Attempt {
  readonly name: string;
  /** Convention that what it loads is under, or may be. */
  readonly convention: string | null;
  /** ISO moment. */
  readonly startedAt: string;
}

const NOTE = 'load-';

/** Notes a load that begins; whoever called takes the note away when it ends, whatever became of it. */
export async function noteAttempt(temporary: string, attempt: Attempt): Promise<() => Promise<void>> {
  const note = join(temporary, `${NOTE}${process.pid}`);
  await writeFile(note, JSON.stringify(attempt));
  return () => rm(note, { force: true });
}

/** Takes away what loads left behind that died before their end, and answers those that noted that they began. */
export async function takeInterrupted(temporary: string): Promise<readonly Attempt[]> {
  const interrupted: Attempt[] = [];
  for (const name of await readdir(temporary)) {
    const [, kind, owner] = OWNED.exec(name) ?? [];
    if (kind === undefined || !isOver(Number(owner))) continue;
    const path = join(temporary, name);
    if (kind === NOTE) interrupted.push(...(await readNote(path)));
    await rm(path, { recursive: true, force: true });
  }
  return interrupted.sort((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
}

/** What this process left behind is of another that had its number: a load takes it before it begins. */
const OWNED = new RegExp(`^(${NOTE}|${INPUT_FOLDER})(\\d+)(?:-|$)`);

function isOver(owner: number): boolean {
  return owner === process.pid || !isAlive(owner);
}

/** Nothing of a note that was being written when its load died. */
async function readNote(path: string): Promise<readonly Attempt[]> {
  try {
    return [JSON.parse(await readFile(path, 'utf8')) as Attempt]; // written above
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
