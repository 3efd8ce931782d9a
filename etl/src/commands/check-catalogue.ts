import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { failure } from '@boussole/schema';
import { catalogueFailure, checkCatalogue, dataPaths } from '@boussole/warehouse';
import { answer, type CommandContext, type OutputOptions, toJsonError } from './context.ts';

/**
 * `boussole check` of a user's own indicators: one file, which may not be in the data directory yet, or the folder of all. Says what each file
 * adds and all that is wrong in them at once. Returns the exit code: 1 when `load` would refuse them.
 */
export async function runCheckCatalogue(
  { settings, effects }: CommandContext,
  path: string,
  options: OutputOptions,
): Promise<number> {
  const { dataDirectory } = settings;
  const folder = dataPaths(dataDirectory).catalogue;
  const isInside = [path, dirname(path)].some((place) => resolve(place) === folder);
  const { catalogue, problems, own } = await checkCatalogue(dataDirectory, isInside ? undefined : path);
  const files = own.map(({ name, file }) => ({
    name,
    measures: file.measures.map(({ id }) => id),
    indicators: file.indicators.map(({ id }) => id).filter((id) => catalogue.indicators.has(id)),
  }));
  const wrong = problems.length > 0 ? catalogueFailure(problems) : undefined;
  answer(
    effects,
    options,
    { files, problems, ...(wrong && { error: toJsonError(wrong) }) },
    files.map(
      ({ name, measures, indicators }) =>
        `${name} : ${count(measures, 'mesure')}, ${count(indicators, 'indicateur')}${indicators.length > 0 ? ` (${indicators.join(', ')})` : ''}`,
    ),
  );
  if (!wrong) {
    if (!options.json) effects.print(isInside ? RIGHT : `Rien à corriger. Déposez le fichier dans ${folder}.`);
    return 0;
  }
  effects.tell(wrong.message);
  return 1;
}

const RIGHT = 'Rien à corriger : le prochain chargement (npx boussole load) publie ces indicateurs.';

/** Whether a path is of a user's indicators: their folder, or a file of YAML that does not describe a source. */
export async function isCatalogue(dataDirectory: string, path: string): Promise<boolean> {
  if (resolve(path) === dataPaths(dataDirectory).catalogue) return true;
  if (!/\.ya?ml$/i.test(path)) return false;
  try {
    return (await stat(path)).isFile() && !/^(reader|extends)\s*:/m.test(await readFile(path, 'utf8'));
  } catch (error) {
    throw failure('FILE_NOT_FOUND', { file: path }, { cause: error });
  }
}

function count(items: readonly string[], word: string): string {
  return `${items.length} ${word}${items.length > 1 ? 's' : ''}`;
}
