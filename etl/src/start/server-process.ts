import { spawn } from 'node:child_process';
import type { Environment } from '../environment.ts';

/** Opening a publication makes many short-lived rows: a roomy young generation halves the time spent collecting them. */
const YOUNG_MEGABYTES = 64;
/** Ten times what the server keeps, beside the figures: V8 lets what it will sweep grow in proportion to it, and would take all of a large machine. */
const OLD_MEGABYTES = 1_024;

/** Signals that reach this process within this time are one Ctrl-C: a terminal and npm each send their own. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Runs the server, told as the words that Node takes, until it ends; returns its exit code. It has its own process group: a Ctrl-C reaches it once, through here. The first
 * one asks it to stop, the second kills it.
 */
export async function runServer(root: string, server: readonly string[], environment: Environment): Promise<number> {
  const words = [`--max-semi-space-size=${YOUNG_MEGABYTES}`, `--max-old-space-size=${OLD_MEGABYTES}`, ...server];
  const child = spawn(process.execPath, words, {
    cwd: root,
    detached: true,
    env: { UV_THREADPOOL_SIZE: '16', ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let asked: number | undefined;
  const forward = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (asked === undefined) child.kill(signal);
    else if (now - asked < SAME_SIGNAL_MS) return;
    else child.kill('SIGKILL');
    asked ??= now;
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? (asked === undefined ? 1 : 0)));
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}
