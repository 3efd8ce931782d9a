import { failure, type SourceDescriptor } from '@boussole/schema';
import { readPublishedGeography } from '@boussole/warehouse';
import { prepareFolders } from '../data-folders.ts';
import { type FetchedFile, fetchFiles, filesOf, type RemoteFile } from '../fetch/fetch-sources.ts';
import { isOutlineRequest, outlineFiles } from '../fetch/outline-files.ts';
import { officialPolicy } from '../fetch/policy.ts';
import { startProgress } from '../progress.ts';
import { findSource, readSources } from '../sources.ts';
import { toCount } from '../words.ts';
import { answer, type CommandContext, type OutputOptions, toJsonError } from './context.ts';

/**
 * `boussole fetch`: downloads into the inbox the official files of sources, all those that have an address or those named, and outlines when
 * they are named. Returns the exit code: 1 when one could not be.
 */
export async function runFetch(
  { settings, effects }: CommandContext,
  names: readonly string[],
  options: OutputOptions,
): Promise<number> {
  const folders = await prepareFolders(settings.dataDirectory);
  const known = await readSources(settings.dataDirectory);
  const drawn = names.filter(isOutlineRequest);
  const described = names.filter((name) => !isOutlineRequest(name));
  const asked = names.length === 0 ? known.filter(hasAddress) : described.map((id) => findSource(known, id));
  const without = asked.find((source) => !hasAddress(source));
  if (without) {
    const problem = `cette source n’a pas d’adresse de téléchargement ; prenez ses fichiers sur ${without.landingPage} et déposez-les dans ${folders.inbox}`;
    throw failure('ARGUMENT_INVALID', { argument: without.id, problem });
  }
  const remote: RemoteFile[] = asked.flatMap(filesOf);
  if (drawn.length > 0) {
    const { reference, departements } = await readPublishedGeography(settings.dataDirectory);
    remote.push(...outlineFiles(drawn, [...departements(reference).keys()]));
  }
  const policy = officialPolicy(settings.limits.inputBytes);
  const files = await fetchFiles(remote, { folders, policy, progress: startProgress(effects) });
  const failed = files.filter(({ outcome }) => outcome === 'failed');
  const json = files.map(({ error, ...file }) => (error ? { ...file, error: toJsonError(error) } : file));
  answer(effects, options, { inbox: folders.inbox, files: json }, files.map(toLine));
  if (!options.json && files.some(({ outcome }) => outcome === 'new')) {
    effects.print('Lancez « npx boussole load » pour lire et publier ce que contient la boîte de réception.');
  }
  return failed.length > 0 ? 1 : 0;
}

function hasAddress({ fetch }: SourceDescriptor): boolean {
  return fetch.length > 0;
}

function toLine({ source, vintage, file, outcome, bytes = 0, error }: FetchedFile): string {
  const from = vintage === undefined ? source : `${source} ${vintage}`;
  if (error) return `${from} : ${error.message}`;
  const what = outcome === 'new' ? `${file}, ${toCount(bytes, 'octet')}` : `${file} n’a pas changé`;
  return `${from} : ${what}.`;
}
