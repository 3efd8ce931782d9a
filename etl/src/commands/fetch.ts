import { failure } from '@boussole/schema';
import { prepareFolders } from '../data-folders.ts';
import { type FetchedFile, fetchSources } from '../fetch/fetch-sources.ts';
import { officialPolicy } from '../fetch/policy.ts';
import { startProgress } from '../progress.ts';
import { findSource, readSources } from '../sources.ts';
import { toCount } from '../words.ts';
import { answer, type CommandContext, type OutputOptions, toJsonError } from './context.ts';

/**
 * `boussole fetch`: downloads the official files of sources, all those that have an address or those named, into the inbox. Returns the exit
 * code: 1 when one could not be.
 */
export async function runFetch(
  { settings, effects }: CommandContext,
  names: readonly string[],
  options: OutputOptions,
): Promise<number> {
  const folders = await prepareFolders(settings.dataDirectory);
  const known = await readSources(settings.dataDirectory);
  const asked =
    names.length === 0 ? known.filter(({ fetch }) => fetch.length > 0) : names.map((id) => findSource(known, id));
  const without = asked.find(({ fetch }) => fetch.length === 0);
  if (without) {
    const problem = `cette source n’a pas d’adresse de téléchargement ; prenez ses fichiers sur ${without.landingPage} et déposez-les dans ${folders.inbox}`;
    throw failure('ARGUMENT_INVALID', { argument: without.id, problem });
  }
  const policy = officialPolicy(settings.limits.inputBytes);
  const files = await fetchSources(asked, { folders, policy, progress: startProgress(effects) });
  const failed = files.filter(({ outcome }) => outcome === 'failed');
  const json = files.map(({ error, ...file }) => (error ? { ...file, error: toJsonError(error) } : file));
  answer(effects, options, { inbox: folders.inbox, files: json }, files.map(toLine));
  if (!options.json && files.some(({ outcome }) => outcome === 'new')) {
    effects.print('Lancez « npx boussole load » pour lire et publier ce que contient la boîte de réception.');
  }
  return failed.length > 0 ? 1 : 0;
}

function toLine({ source, vintage, file, outcome, bytes = 0, error }: FetchedFile): string {
  if (error) return `${source} ${vintage} : ${error.message}`;
  const what = outcome === 'new' ? `${file}, ${toCount(bytes, 'octet')}` : `${file} n’a pas changé`;
  return `${source} ${vintage} : ${what}.`;
}
