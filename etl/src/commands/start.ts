import { catalogueFailure, checkCatalogue, publish, serviceState } from '@boussole/warehouse';
import { prepareFolders } from '../data-folders.ts';
import { ROOT } from '../environment.ts';
import { embeddedIds } from '../errands.ts';
import { BUILD_STEPS, startProgress } from '../progress.ts';
import { readSources } from '../sources.ts';
import { buildDashboard, buildPrograms } from '../start/builds.ts';
import { checkPort } from '../start/free-port.ts';
import { runServer } from '../start/server-process.ts';
import type { CommandContext } from './context.ts';

/** `boussole start`: loads and builds what is missing, then serves until it is asked to stop. Returns the exit code of the server. */
export async function runStart(context: CommandContext): Promise<number> {
  const { settings, effects } = context;
  await prepareFolders(settings.dataDirectory);
  await checkPort(settings.port);
  const surroundings = { environment: settings.environment, effects };
  const work = await Promise.allSettled([
    buildPrograms(ROOT, surroundings),
    buildDashboard(ROOT, surroundings),
    prepareData(context),
  ]);
  for (const result of work) if (result.status === 'rejected') throw result.reason;
  const [server] = work as [PromiseFulfilledResult<readonly string[]>, ...unknown[]]; // none was rejected
  effects.tell('Démarrage du serveur…');
  return runServer(ROOT, server.value, { ...settings.environment, BOUSSOLE_DATA: settings.dataDirectory });
}

const STILL_SERVED =
  'La publication en service garde les indicateurs d’avant ; le prochain chargement sera refusé sans cela.';

async function prepareData(context: CommandContext): Promise<void> {
  const { dataDirectory } = context.settings;
  const state = await serviceState(dataDirectory);
  if (state === 'READY') {
    const { problems } = await checkCatalogue(dataDirectory);
    if (problems.length > 0) context.effects.tell(`${catalogueFailure(problems).message}\n${STILL_SERVED}`);
    return;
  }
  const { loadAndRecord, toLines } = await import('./load.ts'); // not needed by the starts that follow
  if (state === 'OUTDATED') {
    context.effects.tell(
      'Nouvelle version de Boussole : les données embarquées sont relues, celles déjà chargées publiées de nouveau.',
    );
    const items = embeddedIds(await readSources(dataDirectory));
    const { figures } = await loadAndRecord(context, { items, keepGoing: true });
    for (const { error } of figures?.refused ?? []) context.effects.tell(error.message);
    if ((await serviceState(dataDirectory)) === 'OUTDATED') await publishAgain(context);
    return;
  }
  context.effects.tell('Première utilisation : chargement des données officielles embarquées.');
  const report = await loadAndRecord(context, { items: [], keepGoing: true });
  for (const line of toLines(report)) context.effects.tell(line);
  for (const { error } of report.figures?.refused ?? []) context.effects.tell(error.message);
}

/** Publishes what was loaded before, as this program does. */
async function publishAgain({ settings, effects }: CommandContext): Promise<void> {
  const progress = startProgress(effects);
  try {
    await publish({
      dataDirectory: settings.dataDirectory,
      add: [],
      now: effects.now(),
      memoryMegabytes: settings.limits.duckdbMegabytes,
      progress: (step, done, total) => progress.advance(BUILD_STEPS[step], done, total),
    });
  } finally {
    progress.stop();
  }
}
