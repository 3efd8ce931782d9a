import { type BoussoleError, failure, isBoussoleError } from '@boussole/schema';
import { currentInputs, type Input, readCatalogue, refuseLosses } from '@boussole/warehouse';
import { type AuditResult, auditDelivery, describeAudits, refuseFailures } from '../audit/audit-delivery.ts';
import { describeScreening } from '../check/describe-screening.ts';
import { screen } from '../check/screen.ts';
import type { Delivery } from '../delivery.ts';
import { planErrands } from '../errands.ts';
import { checkQuarantine, quarantinedRows } from '../quarantine.ts';
import { readErrand } from '../read/deliveries.ts';
import { knownGeography } from '../read/known-geography.ts';
import { readSources } from '../sources.ts';
import { isCatalogue, runCheckCatalogue } from './check-catalogue.ts';
import { answer, type CommandContext, type OutputOptions, toJsonError } from './context.ts';
import { describeDelivery } from './describe-delivery.ts';

export interface CheckRequest {
  readonly file: string;
  readonly source?: string;
  readonly vintage?: string;
  readonly corrections?: string;
}

/**
 * `boussole check`: reads a file as `load` would and says what it holds, what it changes, and whether `load` would refuse it, writing
 * nothing. Returns the exit code: 1 when it would be refused.
 */
export async function runCheck(
  { settings, effects }: CommandContext,
  { file, ...told }: CheckRequest,
  options: OutputOptions,
): Promise<number> {
  const { dataDirectory, limits } = settings;
  if (await isCatalogue(dataDirectory, file)) return runCheckCatalogue({ settings, effects }, file, options);
  const sources = await readSources(dataDirectory);
  const [errand] = await planErrands({ items: [file], ...told }, sources, '');
  if (errand?.kind !== 'file') throw failure('FILE_NOT_FOUND', { file });
  const inputs = await currentInputs(dataDirectory);
  let known: ReturnType<typeof knownGeography> | undefined;
  const geography = () => {
    known ??= knownGeography(dataDirectory, inputs, sources);
    return known;
  };
  const catalogue = () => readCatalogue(dataDirectory);
  let code = 0;
  for await (const delivery of readErrand(errand, { sources, limits, geography, catalogue })) {
    const screening = await screen(errand.path, delivery, {
      dataDirectory,
      inputs,
      catalogue: await catalogue(),
      geography,
    });
    const audits = await auditDelivery({
      delivery,
      observations: delivery.tables.observation ?? [],
      dataDirectory,
      inputs,
      before: inputs,
      geography,
      catalogue: await catalogue(),
    });
    const refusal = refusalOf(delivery, audits, inputs);
    const { tables, ...rest } = delivery;
    const rows = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.length]));
    answer(
      effects,
      options,
      {
        ...rest,
        source: rest.source.id,
        tables: rows,
        ...screening,
        audits,
        ...(refusal && { error: toJsonError(refusal) }),
      },
      [
        ...(inputs.length === 0 ? [UNPUBLISHED] : []),
        ...describeDelivery(rest),
        ...describeScreening(screening, rest),
        ...describeAudits(audits),
      ],
    );
    if (!refusal) continue;
    effects.tell(refusal.message);
    code = 1;
  }
  return code;
}

const UNPUBLISHED =
  'Rien n’est encore publié : le fichier est lu avec la géographie embarquée, et comparé à aucun autre.';

/** Why `load` would refuse a delivery: in its quarantine, its audits, or what it lost of those in service. */
function refusalOf(
  delivery: Delivery,
  audits: readonly AuditResult[],
  inputs: readonly Input[],
): BoussoleError | undefined {
  const quarantined = quarantinedRows(delivery);
  const rows = { read: delivery.read, kept: delivery.read - quarantined, quarantined };
  try {
    checkQuarantine(delivery);
    refuseFailures(delivery.file.name, audits, []);
    refuseLosses(inputs, [{ ...delivery, rows }]);
    return undefined;
  } catch (error) {
    if (isBoussoleError(error)) return error;
    throw error;
  }
}
