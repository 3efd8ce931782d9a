import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BoussoleError, failure, isBoussoleError, type SourceDescriptor } from '@boussole/schema';
import type { DataFolders } from '../data-folders.ts';
import type { Progress } from '../progress.ts';
import { download, HttpStatus, type RemoteState, TooLarge } from './download.ts';
import type { FetchPolicy } from './policy.ts';
import { RefusedAddress } from './request.ts';

/** A file to download. */
export interface RemoteFile {
  /** Id of its source, `contours` for outlines. */
  readonly source: string;
  /** Undefined where the site only has the latest. */
  readonly vintage?: number;
  readonly url: string;
  /** Name that it takes in the inbox. */
  readonly file: string;
  /** Where a person finds it. */
  readonly landingPage: string;
}

/** What became of one file. */
export interface FetchedFile extends Omit<RemoteFile, 'landingPage'> {
  readonly outcome: 'new' | 'unchanged' | 'failed';
  readonly bytes?: number;
  readonly error?: BoussoleError;
}

export interface FetchTools {
  readonly folders: DataFolders;
  readonly policy: FetchPolicy;
  readonly progress: Progress;
}

/** What is known of a file that was downloaded. */
interface Known extends RemoteState {
  readonly sha256: string;
}

type Memory = Readonly<Record<string, Known>>;

/** Official files of a source: one for each vintage that its descriptor gives an address for. */
export function filesOf({ id, fetch, landingPage }: SourceDescriptor): readonly RemoteFile[] {
  return fetch.flatMap(({ url, vintages }) =>
    vintages.map((vintage) => {
      const written = url.replaceAll('{yyyy}', String(vintage)).replaceAll('{yy}', String(vintage).slice(-2));
      const name = decodeURIComponent(new URL(written).pathname.split('/').at(-1) ?? '');
      const file = /^[\w][\w.-]*$/.test(name) ? name : `${id}-${vintage}`;
      return { source: id, vintage, url: written, file, landingPage };
    }),
  );
}

/** Downloads files into the inbox, those already there and unchanged aside. One that fails does not stop the others. */
export async function fetchFiles(files: readonly RemoteFile[], tools: FetchTools): Promise<readonly FetchedFile[]> {
  const { folders, progress } = tools;
  const path = join(folders.temporary, '..', 'fetched.json');
  let memory = await readMemory(path);
  const results: FetchedFile[] = [];
  for (const remote of files) {
    const { landingPage: _, ...file } = remote;
    try {
      const { known, ...result } = await fetchOne(remote, memory[file.url], tools);
      if (known) {
        memory = { ...memory, [file.url]: known };
        await writeMemory(path, memory);
      }
      results.push({ ...file, ...result });
    } catch (error) {
      if (!isBoussoleError(error)) throw error;
      results.push({ ...file, outcome: 'failed', error });
    } finally {
      progress.stop();
    }
  }
  return results;
}

async function fetchOne(
  { url, file, landingPage }: RemoteFile,
  known: Known | undefined,
  { folders, policy, progress }: FetchTools,
): Promise<{ readonly outcome: 'new' | 'unchanged'; readonly bytes?: number; readonly known?: Known }> {
  const target = join(folders.inbox, file);
  const present = await hashOf(target);
  if (present !== undefined && present !== known?.sha256) {
    const problem = `la boîte de réception a déjà un autre ${file} ; retirez-le`;
    throw failure('FETCH_FAILED', { url, problem, page: landingPage, inbox: folders.inbox });
  }
  try {
    const downloaded = await download({
      url: new URL(url),
      target,
      beside: join(folders.temporary, `${file}.part`),
      known: present === undefined ? undefined : known,
      policy,
      onProgress: (bytes, total) => progress.advance(`Téléchargement de ${file}`, bytes, Math.max(total, bytes)),
    });
    if (downloaded.kind === 'unchanged') return { outcome: 'unchanged' };
    const { bytes, sha256, state } = downloaded;
    return { outcome: sha256 === present ? 'unchanged' : 'new', bytes, known: { ...state, sha256 } };
  } catch (error) {
    throw toFailure(error, url, landingPage, folders.inbox, policy);
  }
}

function toFailure(error: unknown, url: string, page: string, inbox: string, policy: FetchPolicy): Error {
  const place = { url, page, inbox };
  if (error instanceof RefusedAddress)
    return failure('FETCH_REFUSED', { url, problem: error.message }, { cause: error });
  if (error instanceof TooLarge) {
    return failure('FETCH_REFUSED', { url, problem: `plus de ${policy.maximumBytes} octets` }, { cause: error });
  }
  if (error instanceof HttpStatus) {
    return failure('FETCH_FAILED', { ...place, problem: `le site répond ${error.status}` }, { cause: error });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED|ENETDOWN)$/.test(code)) {
    return failure('FETCH_OFFLINE', { ...place, host: new URL(url).hostname }, { cause: error });
  }
  const problem = code || (error instanceof Error ? error.message : String(error));
  return failure('FETCH_FAILED', { ...place, problem }, { cause: error });
}

async function hashOf(path: string): Promise<string | undefined> {
  try {
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch {
    return undefined; // not there
  }
}

async function readMemory(path: string): Promise<Memory> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Memory; // written below
  } catch {
    return {}; // never written, or damaged: everything is downloaded again
  }
}

async function writeMemory(path: string, memory: Memory): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(`${path}.tmp`, `${JSON.stringify(memory, null, 2)}\n`);
  await rename(`${path}.tmp`, path);
}
