import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, isBoussoleError } from '@boussole/schema';
import { Command, CommanderError } from 'commander';
import { addAccess } from './access-commands.ts';
import { type CommandContext, type JsonError, type OutputOptions, toJsonError } from './commands/context.ts';
import { dataFolders } from './data-folders.ts';
import type { Effects } from './effects.ts';
import { dataDirectoryOf, type Environment, readSettings } from './environment.ts';
import type { LoadRequest } from './errands.ts';
import { speakFrench, toFrench } from './french-help.ts';

/**
 * Runs one command; returns the exit code. Problems are told in one French sentence, and with `--json` as `{ error: { code, message,
 * parameters } }` on standard output too.
 */
export async function runCommandLine(
  words: readonly string[],
  environment: Environment,
  effects: Effects,
): Promise<number> {
  try {
    let code = 0;
    const run: Run = (command) => async () => {
      const result = await command({ settings: readSettings(environment), effects });
      if (typeof result === 'number') code = result;
    };
    await buildProgram(run, effects).parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && (error.exitCode === 0 || error.code === 'commander.help')) {
      return error.exitCode;
    }
    const told = await toTold(error, environment, effects);
    if (words.includes('--json')) effects.print(JSON.stringify({ error: toJsonError(told) }, null, 2));
    effects.tell(told.message);
    return 1;
  }
}

/** What a person or a script is told of an error: a mistake of typing, an error of the catalogue, or a reference to look for. */
async function toTold(error: unknown, environment: Environment, effects: Effects): Promise<JsonError> {
  if (error instanceof CommanderError) return { code: 'COMMAND_INVALID', message: toFrench(error) };
  return isBoussoleError(error) ? error : reportIncident(error, environment, effects);
}

/** Wraps a command; the number that it answers, if any, is the exit code. */
type Run = (command: (context: CommandContext) => Promise<unknown>) => () => Promise<void>;

function buildProgram(run: Run, effects: Effects): Command {
  const program = new Command('boussole')
    .description('Entrepôt de données et tableau de bord de l’observation sociale locale.')
    .helpCommand('help [commande]', 'affiche l’aide d’une commande')
    .usage('<commande> [options]')
    .configureOutput({
      writeOut: (text) => effects.print(text.trimEnd()),
      writeErr: (text) => effects.tell(text.trimEnd()),
    });
  add(program, 'start', 'prépare ce qui manque, puis sert l’API et le tableau de bord').action(
    run(async (context) => (await import('./commands/start.ts')).runStart(context)),
  );
  add(program, 'fetch', 'télécharge les fichiers officiels des sources dans la boîte de réception')
    .argument(
      '[sources...]',
      'sources ; « contours » ou « contours-69 » : contours des communes ; rien : toutes les sources qui ont une adresse',
    )
    .option('--json', JSON_OPTION)
    .action((sources: string[], options: OutputOptions) =>
      run(async (context) => (await import('./commands/fetch.ts')).runFetch(context, sources, options))(),
    );
  const load = add(program, 'load', 'charge des données et les publie')
    .argument(
      '[éléments...]',
      'fichiers, ou sources embarquées ; rien : les sources embarquées et la boîte de réception',
    )
    .option('--source <id>', 'source des fichiers, quand leur en-tête ne suffit pas à la reconnaître')
    .option('--vintage <année>', 'année des données, quand les fichiers ne la disent pas')
    .option(
      '--corrections <csv>',
      'quarantaine dont la colonne « correction » (la valeur juste, ou la ligne entière) corrige les lignes refusées',
    )
    .option(
      '--override <contrôle>',
      'publie bien que ce contrôle de la source soit en échec ; demande --reason',
      (audit: string, others: readonly string[] = []) => [...others, audit],
    )
    .option('--reason <texte>', 'pourquoi ces contrôles sont écartés, gardé dans l’historique')
    .option('--credit <texte>', 'qui a dessiné les contours chargés, et leur licence : dit avec les cartes')
    .option('--accept-loss', 'publie même un fichier qui a bien moins de lignes que celui qu’il remplace')
    .option('--keep-going', 'publie les fichiers justes quand d’autres sont refusés ; le code de retour est alors 1')
    .option('--json', JSON_OPTION);
  load.action((items: string[], options: LoadOptions) =>
    run(async (context) => (await import('./commands/load.ts')).runLoad(context, { items, ...options }, options))(),
  );
  const check = add(
    program,
    'check',
    'lit un fichier sans rien publier et dit ce qu’il contient, ou ce qu’il faut y corriger',
  )
    .argument('<fichier>', 'fichier à contrôler : des données, ou vos indicateurs (YAML, ou leur dossier)')
    .option('--source <id>', 'source du fichier, quand son en-tête ne suffit pas à la reconnaître')
    .option('--vintage <année>', 'année des données, quand le fichier ne la dit pas')
    .option(
      '--corrections <csv>',
      'quarantaine dont la colonne « correction » (la valeur juste, ou la ligne entière) corrige les lignes refusées',
    )
    .option('--json', JSON_OPTION);
  check.action((file: string, options: FileOptions) =>
    run(async (context) => (await import('./commands/check.ts')).runCheck(context, { file, ...options }, options))(),
  );
  add(program, 'new-source', 'ébauche le descripteur d’un fichier qu’aucune source ne reconnaît')
    .argument('<fichier>', 'fichier à décrire')
    .option('--json', JSON_OPTION)
    .action((file: string, options: OutputOptions) =>
      run(async (context) => (await import('./commands/new-source.ts')).runNewSource(context, file, options))(),
    );
  addGroups(program, run);
  addMandates(program, run);
  addQuarantine(program, run);
  addAccess(program, run, add);
  add(program, 'rollback', 'remet en service la publication précédente, ou celle que l’on nomme')
    .option('--to <publication>', 'publication à remettre en service, comme « publications » la nomme')
    .option('--json', JSON_OPTION)
    .action((options: OutputOptions & { readonly to?: string }) =>
      run(async (context) => (await import('./commands/publications.ts')).runRollback(context, options))(),
    );
  for (const [name, description, command] of LISTINGS) {
    add(program, name, description)
      .option('--json', JSON_OPTION)
      .action((options: OutputOptions) => run(async (context) => (await command())(context, options))());
  }
  speakFrench(program);
  return program;
}

function addGroups(program: Command, run: Run): void {
  const groups = add(program, 'groups', 'gère vos propres territoires : des groupes de communes')
    .usage('<commande> [options]')
    .helpCommand('help [commande]', 'affiche l’aide d’une commande');
  add(groups, 'import', 'fait un groupe des communes d’un fichier CSV')
    .argument('<fichier>', 'une colonne de codes de communes, avec ou sans titre')
    .requiredOption('--name <nom>', 'nom du groupe')
    .option('--code <code>', 'identifiant du groupe ; sans lui, tiré du nom. Un groupe qui le porte déjà est remplacé')
    .option(
      '--cog <année>',
      'millésime du code officiel géographique des codes ; sans lui, celui qui leur correspond le mieux',
    )
    .option('--json', JSON_OPTION)
    .action((file: string, options: GroupOptions) =>
      run(async (context) =>
        (await import('./commands/groups.ts')).runGroupsImport(context, { file, ...options }, options),
      )(),
    );
  add(groups, 'list', 'liste les groupes')
    .option('--json', JSON_OPTION)
    .action((options: OutputOptions) =>
      run(async (context) => (await import('./commands/groups.ts')).runGroupsList(context, options))(),
    );
  add(groups, 'remove', 'supprime un groupe')
    .argument('<code>', 'identifiant du groupe')
    .option('--json', JSON_OPTION)
    .action((code: string, options: OutputOptions) =>
      run(async (context) => (await import('./commands/groups.ts')).runGroupsRemove(context, code, options))(),
    );
}

function addMandates(program: Command, run: Run): void {
  const mandates = add(program, 'mandates', 'gère les mandats municipaux, dates en données')
    .usage('<commande> [options]')
    .helpCommand('help [commande]', 'affiche l’aide d’une commande');
  add(mandates, 'list', 'liste les mandats d’un territoire, ou ceux du pays')
    .argument('[territoire]', 'commune:69123, epci:200046977…')
    .option('--json', JSON_OPTION)
    .action((territory: string | undefined, options: OutputOptions) =>
      run(async (context) => (await import('./commands/mandates.ts')).runMandatesList(context, territory, options))(),
    );
  add(mandates, 'set', 'donne à un territoire ses propres mandats, à la place de ceux qu’il a')
    .argument('<territoire>', 'commune:69123… ; france:FR pour tous ceux qui n’en ont pas de propres')
    .argument('<débuts...>', 'premier jour de chaque mandat, du plus ancien au plus récent : 2014-03-23 2020-06-28')
    .option('--json', JSON_OPTION)
    .action((territory: string, starts: string[], options: OutputOptions) =>
      run(async (context) =>
        (await import('./commands/mandates.ts')).runMandatesSet(context, territory, starts, options),
      )(),
    );
  add(mandates, 'reset', 'rend à un territoire les mandats des élections générales')
    .argument('<territoire>', 'commune:69123…')
    .option('--json', JSON_OPTION)
    .action((territory: string, options: OutputOptions) =>
      run(async (context) => (await import('./commands/mandates.ts')).runMandatesReset(context, territory, options))(),
    );
}

type GroupOptions = OutputOptions & { readonly name: string; readonly code?: string; readonly cog?: string };

function addQuarantine(program: Command, run: Run): void {
  const quarantine = add(program, 'quarantine', 'montre ou exporte les lignes refusées et leur motif');
  add(quarantine, 'list', 'liste les lignes refusées, par livraison')
    .argument('[livraison]', 'source et millésime, comme la liste les nomme')
    .option('--json', JSON_OPTION)
    .action((id: string | undefined, options: OutputOptions) =>
      run(async (context) => (await import('./commands/quarantine.ts')).runQuarantineList(context, id, options))(),
    );
  add(quarantine, 'export', 'écrit en CSV les lignes refusées et leur motif')
    .argument('[livraison]', 'source et millésime, comme la liste les nomme')
    .option('--to <fichier>', 'fichier à écrire')
    .option('--json', JSON_OPTION)
    .action((id: string | undefined, options: OutputOptions & { readonly to?: string }) =>
      run(async (context) => (await import('./commands/quarantine.ts')).runQuarantineExport(context, id, options))(),
    );
}

const JSON_OPTION = 'répond en JSON, pour un script';

type LoadOptions = FileOptions & Omit<LoadRequest, 'items'>;

type FileOptions = OutputOptions & {
  readonly source?: string;
  readonly vintage?: string;
  readonly corrections?: string;
};

/** Commands are imported when they run: help and mistakes are answered without waking the warehouse. */
const LISTINGS = [
  [
    'publications',
    'liste les publications gardées',
    async () => (await import('./commands/publications.ts')).runPublications,
  ],
  [
    'status',
    'dit ce qui est publié, et à partir de quoi',
    async () => (await import('./commands/status.ts')).runStatus,
  ],
  [
    'loads',
    'liste les derniers chargements : empreinte, lignes, quarantaine par motif, durée, verdict, contrôles écartés',
    async () => (await import('./commands/loads.ts')).runLoads,
  ],
  [
    'sources',
    'liste les sources que Boussole sait lire',
    async () => (await import('./commands/sources.ts')).runSources,
  ],
] as const;

function add(program: Command, name: string, description: string): Command {
  return program.command(name).description(description);
}

/** Writes the stack where it can be found again, and returns the error that names it. */
async function reportIncident(error: unknown, environment: Environment, effects: Effects): Promise<JsonError> {
  const reference = effects.newReference();
  const { temporary } = dataFolders(dataDirectoryOf(environment));
  const text =
    error instanceof Error ? `${error.stack}\n${error.cause ? `Cause: ${String(error.cause)}\n` : ''}` : String(error);
  try {
    await mkdir(temporary, { recursive: true });
    await writeFile(join(temporary, `${reference}.log`), text);
  } catch {
    effects.tell(text); // nowhere to write: the stack is better here than lost
  }
  return failure('INTERNAL', { request: reference });
}
