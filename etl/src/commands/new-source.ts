import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { failure } from '@boussole/schema';
import { currentInputs } from '@boussole/warehouse';
import { draftSource } from '../draft/draft.ts';
import { writeDraft } from '../draft/write-draft.ts';
import { knownGeography } from '../read/known-geography.ts';
import { DESCRIPTOR_SCHEMA, readSources, sourcesFolder } from '../sources.ts';
import { openFile } from '../table/open-file.ts';
import { toCount } from '../words.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';

/** `boussole new-source`: drafts the descriptor of an unknown file in the data directory, for a person to complete. */
export async function runNewSource(
  { settings, effects }: CommandContext,
  path: string,
  options: OutputOptions,
): Promise<void> {
  const { dataDirectory } = settings;
  const bytes = await readBytes(path);
  const inputs = await currentInputs(dataDirectory);
  const known = await readSources(dataDirectory);
  const geography = await knownGeography(dataDirectory, inputs, known);
  const draft = await openFile({ path, bytes }, (file) => draftSource(file.path, file.bytes, geography, effects.now()));
  const folder = sourcesFolder(dataDirectory);
  const target = join(folder, `${draft.id}.yaml`);
  if (known.some(({ id }) => id === draft.id)) {
    const problem = `la source « ${draft.id} » existe déjà ; renommez le fichier, ou modifiez son descripteur`;
    throw failure('ARGUMENT_INVALID', { argument: path, problem });
  }
  const text = writeDraft(draft, relative(folder, DESCRIPTOR_SCHEMA));
  await mkdir(folder, { recursive: true });
  await writeNew(target, text, path);
  const { level, at } = draft.code;
  const names = at.map((place) => draft.table.header.fields[place]!.trim()).join(' + ');
  answer(effects, options, { id: draft.id, descriptor: target, text }, [
    `Descripteur ébauché dans ${target}.`,
    `  Codes (${level}) : ${names} ; ${toCount(draft.figures.length, 'colonne')} de chiffres, mesures à nommer.`,
    ...draft.warnings.map((warning) => `  Attention : ${warning}`),
    `Complétez-le, puis lancez « npx boussole check ${path} ».`,
  ]);
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw failure('FILE_NOT_FOUND', { file: path }, { cause: error });
  }
}

async function writeNew(target: string, text: string, path: string): Promise<void> {
  try {
    await writeFile(target, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw failure('ARGUMENT_INVALID', {
      argument: path,
      problem: `${target} existe déjà ; complétez-le ou retirez-le`,
    });
  }
}
