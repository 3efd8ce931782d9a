import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { failure } from '@boussole/schema';

/** The system user that runs PostgreSQL and owns its files. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** PostgreSQL refuses to run as root: root then runs it as somebody else. */
  readonly borrowed: boolean;
}

/** Chooses who runs PostgreSQL: ourselves, or for root the owner of the existing cluster, `postgres`, or `nobody`. */
export async function chooseAccount(clusterOwner: number | undefined): Promise<Account> {
  const uid = process.getuid?.() ?? -1;
  if (uid !== 0) return { ...ownAccount(uid), borrowed: false };
  const accounts = await systemAccounts();
  const owner = clusterOwner ? accounts.find((account) => account.uid === clusterOwner) : undefined;
  const chosen =
    owner ?? ['postgres', 'nobody'].map((name) => accounts.find((account) => account.name === name)).find(Boolean);
  if (chosen && chosen.uid !== 0) return { ...chosen, borrowed: true };
  throw failure('DATABASE_EMBEDDED', {
    problem: 'PostgreSQL refuse de tourner sous root et cette machine n’a ni compte « postgres » ni compte « nobody »',
  });
}

export interface Outcome {
  readonly succeeded: boolean;
  /** What the program wrote, trimmed. */
  readonly output: string;
}

/** Runs a program as that account, away from the caller's directory and environment, which the account may not be able to read. */
export function runAs(account: Account, program: string, programArguments: readonly string[]): Promise<Outcome> {
  return new Promise<Outcome>((resolve, reject) => {
    const child = spawn(program, programArguments, {
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account.borrowed ? { uid: account.uid, gid: account.gid } : {}),
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ succeeded: code === 0, output: Buffer.concat(chunks).toString('utf8').trim() });
    });
  }).catch((error: unknown) => ({ succeeded: false, output: String(error) }));
}

function ownAccount(uid: number): { name: string; uid: number; gid: number } {
  try {
    const { username, gid } = userInfo();
    return { name: username, uid, gid };
  } catch (error) {
    // initdb and peer authentication both need a name, which a container started with a bare uid lacks.
    throw failure(
      'DATABASE_EMBEDDED',
      { problem: `l’utilisateur ${uid} n’a pas de nom sur cette machine` },
      { cause: error },
    );
  }
}

async function systemAccounts(): Promise<{ name: string; uid: number; gid: number }[]> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  return lines
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 7)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));
}
