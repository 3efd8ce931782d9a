import { FRANCE, failure, type TerritoryId } from '@boussole/schema';
import { type Mandate, readPublishedGeography } from '@boussole/warehouse';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { withCatalogue } from './with-catalogue.ts';

/** `boussole mandates list`: the mandates of a territory, or those of all that have none of their own. */
export async function runMandatesList(
  context: CommandContext,
  territory: string | undefined,
  options: OutputOptions,
): Promise<void> {
  const id = (territory ?? FRANCE) as TerritoryId; // the catalogue checks what ids are
  const mandates = await withCatalogue(context, (catalogue) => catalogue.mandates(id));
  answer(context.effects, options, mandates, mandates.map(describeMandate));
}

/** `boussole mandates set`: gives a territory mandates of its own. */
export async function runMandatesSet(
  context: CommandContext,
  territory: string,
  starts: readonly string[],
  options: OutputOptions,
): Promise<void> {
  const id = territory as TerritoryId; // the catalogue checks what ids are
  const geography = await readPublishedGeography(context.settings.dataDirectory);
  const mandates = await withCatalogue(context, (catalogue) => {
    if (geography && id !== FRANCE && !geography.territory(id)) throw failure('TERRITORY_UNKNOWN', { id });
    return catalogue.saveMandates(id, starts);
  });
  answer(context.effects, options, mandates, [`Mandats de ${territory} :`, ...mandates.map(describeMandate)]);
}

/** `boussole mandates reset`: gives a territory back the mandates of general elections. */
export async function runMandatesReset(
  context: CommandContext,
  territory: string,
  options: OutputOptions,
): Promise<void> {
  const id = territory as TerritoryId; // the catalogue checks what ids are
  const reset = await withCatalogue(context, (catalogue) => catalogue.resetMandates(id));
  const told = reset ? 'retrouve les mandats des élections générales' : 'n’avait pas de mandats propres';
  answer(context.effects, options, { territory, reset }, [`${territory} ${told}.`]);
}

function describeMandate({ label, from, to }: Mandate): string {
  return `  ${label} : ${to === null ? `depuis le ${from}` : `du ${from} au ${to} exclu`}`;
}
