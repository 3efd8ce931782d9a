import type { Effects } from './effects.ts';
import { readSettings } from './environment.ts';
import { load } from './pipeline.ts';
import { startProgress } from './progress.ts';
import type { Errand } from './read/deliveries.ts';
import { readSources } from './sources.ts';

export async function runCommandLine(
  _argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  effects: Effects,
): Promise<number> {
  const settings = readSettings(environment);
  const sources = await readSources(settings.dataDirectory);
  const errands = sources.flatMap((source): Errand[] =>
    source.reader === 'cog-packages' ? [{ kind: 'embedded', source }] : [],
  );
  const order = { dataDirectory: settings.dataDirectory, errands, memoryMegabytes: settings.limits.duckdbMegabytes };
  const report = await load(order, effects, startProgress(effects));
  effects.print(JSON.stringify(report.publication, undefined, 1));
  return 0;
}
