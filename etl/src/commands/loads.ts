import type { Load, LoadStep } from '@boussole/warehouse';
import { toCount, toMoment, toNumber } from '../words.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { withCatalogue } from './with-catalogue.ts';

const SHOWN = 50;
/** Characters of a hash that tell a file from another. */
const HASH = 12;

const VERDICTS: Readonly<Record<Load['verdict'], string>> = {
  PUBLISHED: 'publié',
  UNCHANGED: 'rien de nouveau',
  REFUSED: 'REFUSÉ',
};

const STEPS: Readonly<Record<LoadStep['step'], string>> = {
  read: 'lecture',
  check: 'contrôle',
  store: 'mise en forme',
  gather: 'assemblage',
  protect: 'secrets',
  restate: 'millésimes',
  'roll-up': 'agrégation',
  write: 'écriture',
  audit: 'contrôle de la publication',
  switch: 'mise en service',
};

/** `boussole loads`: what was loaded, refused ones included, latest first. */
export async function runLoads(context: CommandContext, options: OutputOptions): Promise<void> {
  const loads = await withCatalogue(context, (catalogue) => catalogue.loads({ first: SHOWN }));
  const lines = loads.flatMap(describe);
  answer(context.effects, options, loads, lines.length > 0 ? lines : ['Aucun chargement.']);
}

function describe({ source, vintage, file, rows, quarantine, verdict, problem, ...load }: Load): readonly string[] {
  const written = file ? `${file.name} (sha256 ${file.sha256.slice(0, HASH)})` : '';
  const what = [source === file?.name ? '' : source, vintage ?? '', written].filter((part) => part !== '').join(', ');
  const reasons = Object.entries(quarantine).map(([code, count]) => `${toNumber(count)} ${code}`);
  const aside = reasons.length > 0 ? `, ${toNumber(rows.quarantined)} en quarantaine (${reasons.join(', ')})` : '';
  const counts = rows.read > 0 ? ` ; ${toCount(rows.read, 'ligne lue')}, ${toNumber(rows.kept)} gardées${aside}` : '';
  const steps = load.steps.map(({ step, durationMs }) => `${STEPS[step]} ${toSeconds(durationMs)}`);
  return [
    `${toMoment(load.startedAt)} : ${VERDICTS[verdict]} : ${what}${counts} ; ${toSeconds(load.durationMs)}.`,
    ...(steps.length > 0 ? [`  Étapes : ${steps.join(', ')}.`] : []),
    ...load.overrides.map(
      ({ audit, reason, problem: found }) => `  Contrôle « ${audit} » écarté (${found}) : ${reason}`,
    ),
    ...(problem ? [`  ${problem.code} : ${problem.message}`] : []),
  ];
}

function toSeconds(milliseconds: number): string {
  return `${toNumber(Math.round(milliseconds / 100) / 10)} s`;
}
