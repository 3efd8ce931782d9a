import { failure, type SourceDescriptor } from '@boussole/schema';
import { currentPublicationId, readPublishedGeography } from '@boussole/warehouse';
import { describeAudits, type Override } from '../audit/audit-delivery.ts';
import { dataFolders, prepareFolders } from '../data-folders.ts';
import { type LoadRequest, planErrands, withGeography } from '../errands.ts';
import { geographyFirst } from '../geography-first.ts';
import { openJournal } from '../journal.ts';
import type { LoadReport } from '../load-report.ts';
import { type LoadedOutlines, loadOutlines } from '../outlines/load-outlines.ts';
import { isOutlines } from '../outlines/sniff.ts';
import { load } from '../pipeline.ts';
import { startProgress } from '../progress.ts';
import { describeLack } from '../quarantine.ts';
import type { Errand } from '../read/deliveries.ts';
import { readSources } from '../sources.ts';
import { toCount, toMoment, toNumber } from '../words.ts';
import { answer, type CommandContext, type OutputOptions, toJsonError } from './context.ts';
import { describeDelivery } from './describe-delivery.ts';
import { describeOutlines } from './describe-outlines.ts';

/** `boussole load`: reads files or embedded sources, and publishes. Returns the exit code: 1 when something was left out. */
export async function runLoad(context: CommandContext, request: LoadRequest, options: OutputOptions): Promise<number> {
  const report = await loadAndRecord(context, request);
  answer(context.effects, options, toJson(report), toLines(report));
  const refused = report.figures?.refused ?? [];
  for (const { error } of refused) context.effects.tell(error.message);
  return refused.length > 0 ? 1 : 0;
}

/** What a load did: figures, unless only outlines were given, and outlines. */
export interface WholeReport {
  readonly figures: LoadReport | undefined;
  readonly outlines: readonly LoadedOutlines[];
}

/** Loads what is asked: figures first, since outlines are checked against the geography that they may bring. */
export async function loadAndRecord(context: CommandContext, request: LoadRequest): Promise<WholeReport> {
  const { dataDirectory } = context.settings;
  await prepareFolders(dataDirectory);
  const sources = await readSources(dataDirectory);
  const asked = await planErrands(request, sources, dataFolders(dataDirectory).inbox);
  const drawn = await Promise.all(asked.map(isDrawn));
  const errands = asked.filter((_, index) => !drawn[index]);
  const isPublished = (await currentPublicationId(dataDirectory)) !== undefined;
  const onlyOutlines = isPublished && errands.length === 0 && asked.length > 0;
  const figures = onlyOutlines
    ? undefined
    : await loadFigures(context, request, sources, withGeography(errands, sources, isPublished));
  const paths = asked.flatMap((errand, index) => (drawn[index] && errand.kind === 'file' ? [errand.path] : []));
  return { figures, outlines: paths.length > 0 ? await storeOutlinesOf(paths, context, request) : [] };
}

function isDrawn(errand: Errand): Promise<boolean> | boolean {
  return errand.kind === 'file' && errand.source === undefined && isOutlines(errand.path);
}

async function storeOutlinesOf(
  paths: readonly string[],
  { settings, effects }: CommandContext,
  { vintage, credit }: LoadRequest,
): Promise<readonly LoadedOutlines[]> {
  const { dataDirectory, limits } = settings;
  const progress = startProgress(effects);
  try {
    return await loadOutlines(paths, {
      dataDirectory,
      limits,
      geography: await readPublishedGeography(dataDirectory),
      ...(vintage === undefined ? {} : { vintage }),
      ...(credit === undefined ? {} : { credit }),
      progress: (done, total) => progress.advance('Lecture des contours', done, total),
    });
  } finally {
    progress.stop();
  }
}

/** Publishes figures and leaves a trace in the catalogue. */
async function loadFigures(
  { settings, effects }: CommandContext,
  request: LoadRequest,
  sources: readonly SourceDescriptor[],
  asked: readonly Errand[],
): Promise<LoadReport> {
  const overrides = toOverrides(request, sources);
  const errands = await geographyFirst(asked, sources);
  const journal = await openJournal(settings, effects);
  try {
    const { acceptLoss = false, keepGoing = false } = request;
    const progress = startProgress(effects);
    return await load(errands, { settings, sources, effects, progress, journal, acceptLoss, keepGoing, overrides });
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
export function toLines({ figures, outlines }: WholeReport): readonly string[] {
  return [...(figures ? toFigureLines(figures) : []), ...outlines.flatMap(describeOutlines)];
}

function toFigureLines({ deliveries, refused, publication, changed, notes }: LoadReport): readonly string[] {
  const lines = deliveries.flatMap((loaded) => [
    ...describeDelivery(loaded.delivery, loaded.quarantine),
    ...describeAudits(loaded.audits),
    ...loaded.overridden.map(({ audit, reason }) => `  Contrôle « ${audit} » écarté : ${reason}`),
  ]);
  if (refused.length > 0) {
    const names = refused.map(({ name }) => name).join(', ');
    lines.push(
      `Non publié, pour les raisons qui suivent (${toCount(refused.length, 'livraison refusée')}) : ${names}.`,
    );
  }
  if (!changed) {
    return [
      ...lines,
      `Rien n’a changé : la publication ${publication.id} reste en service.`,
      ...notes,
      ...lacks(deliveries),
    ];
  }
  const inService = `Publication ${publication.id} en service depuis le ${toMoment(publication.publishedAt)}`;
  return [
    ...lines,
    `${inService} : ${toNumber(publication.cells)} chiffres, millésime de référence ${publication.referenceVintage}.`,
    ...notes,
    ...lacks(deliveries),
  ];
}

/** What publications lack comes last, where it is not missed. */
function lacks(deliveries: LoadReport['deliveries']): readonly string[] {
  return deliveries.flatMap(({ delivery, quarantine }) => describeLack(delivery, quarantine) ?? []);
}

function toJson({ figures, outlines }: WholeReport): unknown {
  return { ...(figures ? toFigureJson(figures) : {}), ...(outlines.length > 0 ? { outlines } : {}) };
}

function toFigureJson({ deliveries, refused, publication, changed, notes }: LoadReport): object {
  return {
    changed,
    notes,
    complete: refused.length === 0 && deliveries.every(({ quarantine }) => quarantine === undefined),
    refused: refused.map(({ name, error }) => ({ name, error: toJsonError(error) })),
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
