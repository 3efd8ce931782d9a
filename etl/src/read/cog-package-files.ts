import { createHash, type Hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { failure } from '@boussole/schema';
import { JsonEntry } from './json-entry.ts';

/** Files read so far from one package, and what they weigh together. */
export class CogPackageFiles {
  readonly #folder: string;
  readonly #name: string;
  readonly #version: string;
  readonly #hash: Hash = createHash('sha256');
  #bytes = 0;

  private constructor(folder: string, name: string, version: string) {
    this.#folder = folder;
    this.#name = name;
    this.#version = version;
  }

  /** Finds an installed package by its name or npm alias; throws `FILE_NOT_FOUND` or `JSON_INVALID`. */
  static async open(name: string): Promise<CogPackageFiles> {
    let manifest: string;
    try {
      manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    } catch (error) {
      throw failure('FILE_NOT_FOUND', { file: `paquet npm ${name}` }, { cause: error });
    }
    const [entry] = toEntries(manifest, `[${await readText(manifest)}]`);
    return new CogPackageFiles(dirname(manifest), entry!.text('name'), entry!.text('version'));
  }

  /** Reads the list that a JSON file of `data/` holds; throws `FILE_NOT_FOUND` or `JSON_INVALID`. */
  async list(name: string): Promise<readonly JsonEntry[]> {
    const path = join(this.#folder, 'data', name);
    const text = await readText(path);
    this.#bytes += Buffer.byteLength(text);
    this.#hash.update(text);
    return toEntries(path, text);
  }

  /** The package as one file: what the lists read so far weigh and hash to, in the order they were read. */
  describe(): { readonly name: string; readonly bytes: number; readonly sha256: string } {
    return { name: `${this.#name}@${this.#version}`, bytes: this.#bytes, sha256: this.#hash.copy().digest('hex') };
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw failure('FILE_NOT_FOUND', { file: path }, { cause: error });
    }
    throw failure('FILE_UNREADABLE', { file: path, problem: String(error) }, { cause: error });
  }
}

function toEntries(path: string, text: string): readonly JsonEntry[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw failure('JSON_INVALID', { file: path, problem: (error as Error).message }, { cause: error }); // JSON.parse throws SyntaxError
  }
  if (!Array.isArray(content)) throw failure('JSON_INVALID', { file: path, problem: 'une liste était attendue' });
  return content.map((value: unknown, index) => new JsonEntry(path, { rank: index + 1 }, value));
}
