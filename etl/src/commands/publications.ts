import { listPublications, type PublicationRecord, rollback } from '@boussole/warehouse';
import { toMoment, toNumber } from '../words.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';

/** `boussole publications`: lists the publications kept, newest first. */
export async function runPublications({ settings, effects }: CommandContext, options: OutputOptions): Promise<void> {
  const publications = await listPublications(settings.dataDirectory);
  const lines = publications.flatMap((publication) => [
    toLine(publication),
    ...publication.changes.map((change) => `    ${change}`),
  ]);
  answer(effects, options, publications, lines.length > 0 ? lines : ['Aucune publication.']);
}

type RollbackOptions = OutputOptions & { readonly to?: string };

/**
 * `boussole rollback`: puts the previous publication, or the one named, back in service and says how long it took; throws `ROLLBACK_NONE` and
 * `ROLLBACK_UNKNOWN`.
 */
export async function runRollback({ settings, effects }: CommandContext, options: RollbackOptions): Promise<void> {
  const start = effects.now().getTime();
  const publication = await rollback(settings.dataDirectory, options.to);
  const durationMs = effects.now().getTime() - start;
  answer(effects, options, { ...publication, durationMs }, [
    `La publication ${publication.id}, du ${toMoment(publication.publishedAt)}, est de nouveau en service (en ${toNumber(durationMs)} ms).`,
  ]);
}

function toLine({ id, publishedAt, current, cells, referenceVintage }: PublicationRecord): string {
  const facts = `${toMoment(publishedAt)}, ${toNumber(cells)} chiffres, millésime de référence ${referenceVintage}`;
  return `${current ? '→' : ' '} ${id}  ${facts}${current ? '  (en service)' : ''}`;
}
