import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  type Catalogue,
  type CatalogueFile,
  checkCatalogueFile,
  failure,
  toCatalogue,
  toYamlProblem,
} from '@boussole/schema';
import { LineCounter, parseDocument } from 'yaml';
import { dataPaths, isMissing } from '../store/data-directory.ts';

/** Those files stay what they are while a program runs. */
let builtIn: Promise<readonly NamedFile[]> | undefined;

interface NamedFile {
  readonly name: string;
  readonly file: CatalogueFile;
}

/**
 * Reads the catalogue of measures and indicators: the built-in YAML files, then the user's own of the data directory. Throws
 * `CATALOGUE_INVALID` with the first problem's file and place.
 */
export async function readCatalogue(dataDirectory: string): Promise<Catalogue> {
  builtIn ??= readFolder(
    join(dirname(createRequire(import.meta.url).resolve('@boussole/schema/package.json')), 'catalogue'),
  );
  const files = [...(await builtIn), ...(await readFolder(dataPaths(dataDirectory).catalogue))];
  const { catalogue, problems } = toCatalogue(files);
  if (problems[0]) throw failure('CATALOGUE_INVALID', problems[0]);
  return catalogue;
}

async function readFolder(folder: string): Promise<NamedFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const yaml = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  return Promise.all(
    yaml.map(async (name) => ({ name, file: parse(name, await readFile(join(folder, name), 'utf8')) })),
  );
}

function parse(name: string, text: string): CatalogueFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const where = `${name}, ligne ${line}, colonne ${col}`;
    throw failure('CATALOGUE_INVALID', { where, problem: toYamlProblem(error) }, { cause: error });
  }
  const checked = checkCatalogueFile(document.toJS());
  if ('file' in checked) return checked.file;
  const { path, problem } = checked;
  throw failure('CATALOGUE_INVALID', { where: `${name}, ${path}`, problem });
}
