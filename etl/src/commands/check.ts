import { failure } from '@boussole/schema';
import { currentInputs, loadGeography, readCatalogue } from '@boussole/warehouse';
import { planErrands } from '../errands.ts';
import { checkQuarantine } from '../quarantine.ts';
import { readErrand } from '../read/deliveries.ts';
import { readSources } from '../sources.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { describeDelivery } from './describe-delivery.ts';

export interface CheckRequest {
  readonly file: string;
  readonly source?: string;
  readonly vintage?: string;
}

/** `boussole check`: reads a file as `load` would and says what it holds, writing nothing. */
export async function runCheck(
  { settings, effects }: CommandContext,
  { file, source, vintage }: CheckRequest,
  options: OutputOptions,
): Promise<void> {
  const { dataDirectory, limits } = settings;
  const sources = await readSources(dataDirectory);
  const [errand] = await planErrands({ items: [file], source, vintage }, sources, '');
  if (errand?.kind !== 'file') throw failure('FILE_NOT_FOUND', { file });
  const geography = async () => {
    const inputs = await currentInputs(dataDirectory);
    if (inputs.length === 0) throw failure('PUBLICATION_NONE');
    return loadGeography(dataDirectory, inputs);
  };
  const catalogue = () => readCatalogue(dataDirectory);
  for await (const { tables, ...delivery } of readErrand(errand, { sources, limits, geography, catalogue })) {
    const rows = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.length]));
    answer(effects, options, { ...delivery, source: delivery.source.id, tables: rows }, describeDelivery(delivery));
    checkQuarantine(delivery);
  }
}
