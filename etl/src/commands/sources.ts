import type { SourceDescriptor } from '@boussole/schema';
import { readSources } from '../sources.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';

const READERS: Readonly<Record<SourceDescriptor['reader'], string>> = {
  table: 'fichier CSV ou XLSX',
  'cog-packages': 'embarquée',
  'insee-communes': 'fichier CSV de l’INSEE',
  'insee-movements': 'fichier CSV de l’INSEE',
  'dgcl-epci': 'classeur de la DGCL',
};

/** `boussole sources`: lists the sources that can be loaded. */
export async function runSources({ settings, effects }: CommandContext, options: OutputOptions): Promise<void> {
  const sources = await readSources(settings.dataDirectory);
  const lines = sources.flatMap(({ id, title, producer, licence, landingPage, reader }) => [
    `${id}  ${title.fr} (${READERS[reader]})`,
    `    ${producer}, ${licence}, ${landingPage}`,
  ]);
  answer(effects, options, sources, lines);
}
