import { failure, type SourceDescriptor } from '@boussole/schema';
import { currentPublicationId } from '@boussole/warehouse';
import { describeAudits, type Override } from '../audit/audit-delivery.ts';
import { dataFolders, prepareFolders } from '../data-folders.ts';
import { type LoadRequest, planErrands, withGeography } from '../errands.ts';
import { geographyFirst } from '../geography-first.ts';
import { openJournal } from '../journal.ts';
import { type LoadReport, load } from '../pipeline.ts';
import { startProgress } from '../progress.ts';
import { describeLack } from '../quarantine.ts';
import { readSources } from '../sources.ts';
import { toMoment, toNumber } from '../words.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { describeDelivery } from './describe-delivery.ts';

/** `boussole load`: reads files or embedded sources, and publishes. */
export async function runLoad(context: CommandContext, request: LoadRequest, options: OutputOptions): Promise<void> {
  const report = await loadAndRecord(context, request);
  answer(context.effects, options, toJson(report), toLines(report));
}

/** Loads what is asked and leaves a trace in the catalogue. */
export async function loadAndRecord({ settings, effects }: CommandContext, request: LoadRequest): Promise<LoadReport> {
  await prepareFolders(settings.dataDirectory);
  const sources = await readSources(settings.dataDirectory);
  const overrides = toOverrides(request, sources);
  const asked = await planErrands(request, sources, dataFolders(settings.dataDirectory).inbox);
  const isPublished = (await currentPublicationId(settings.dataDirectory)) !== undefined;
  const errands = await geographyFirst(withGeography(asked, sources, isPublished), sources);
  const journal = await openJournal(settings, effects);
  try {
    const { acceptLoss = false } = request;
    const progress = startProgress(effects);
    return await load(errands, { settings, sources, effects, progress, journal, acceptLoss, overrides });
  } finally {
    await journal.close();
  }
}

/** Audits that a person sets aside; throws `ARGUMENT_INVALID` without a reason, or when no source has an audit of that name. */
function toOverrides({ override = [], reason = '' }: LoadRequest, sources: readonly SourceDescriptor[]): Override[] {
  const known = sources.flatMap((source) => (source.reader === 'table' ? source.audits.map(({ id }) => id) : []));
  const unknown = override.find((audit) => !known.includes(audit));
  if (unknown !== undefined) {
    const problem = `aucune source n’a de contrôle « ${unknown} » (${[...new Set(known)].join(', ') || 'aucun'})`;
    throw failure('ARGUMENT_INVALID', { argument: '--override', problem });
  }
  if (override.length > 0 && reason.trim() === '') {
    throw failure('ARGUMENT_INVALID', { argument: '--reason', problem: 'dites pourquoi le contrôle est écarté' });
  }
  return override.map((audit) => ({ audit, reason: reason.trim() }));
}

/** Says to a person what a load did. */
export function toLines({ deliveries, publication, changed }: LoadReport): readonly string[] {
  const lines = deliveries.flatMap((loaded) => [
    ...describeDelivery(loaded.delivery, loaded.quarantine),
    ...describeAudits(loaded.audits),
    ...loaded.overridden.map(({ audit, reason }) => `  Contrôle « ${audit} » écarté : ${reason}`),
  ]);
  if (!changed) {
    return [...lines, `Rien n’a changé : la publication ${publication.id} reste en service.`, ...lacks(deliveries)];
  }
  const inService = `Publication ${publication.id} en service depuis le ${toMoment(publication.publishedAt)}`;
  return [
    ...lines,
    `${inService} : ${toNumber(publication.cells)} chiffres, millésime de référence ${publication.referenceVintage}.`,
    ...lacks(deliveries),
  ];
}

/** What publications lack comes last, where it is not missed. */
function lacks(deliveries: LoadReport['deliveries']): readonly string[] {
  return deliveries.flatMap(({ delivery, quarantine }) => describeLack(delivery, quarantine) ?? []);
}

function toJson({ deliveries, publication, changed }: LoadReport): unknown {
  return {
    changed,
    complete: deliveries.every(({ quarantine }) => quarantine === undefined),
    publication: {
      id: publication.id,
      publishedAt: publication.publishedAt,
      cells: publication.cells,
      changes: publication.changes,
    },
    deliveries: deliveries.map(({ delivery, input, quarantine, durationMs, audits, overridden }) => ({
      source: delivery.source.id,
      vintage: delivery.vintage,
      input: input.id,
      file: delivery.file,
      rows: input.rows,
      markers: delivery.markers,
      repairs: delivery.repairs.length,
      quarantine: quarantine ?? null,
      audits,
      overridden,
      durationMs,
    })),
  };
}
