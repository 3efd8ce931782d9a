import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLimits } from '@boussole/schema';
import { readCatalogue, Warehouse } from '@boussole/warehouse';
import { withUntold } from './figures.ts';
import { readOfficialFile } from './official-files.ts';
import { readPackages } from './official-packages.ts';
import { PlainFigures } from './plain-figures.ts';
import { PlainTerritories } from './plain-territories.ts';
import type { Opponents } from './questions.ts';

/**
 * Opens the publication in service of a data directory, and beside it the plain reading of the same files: the packages that the project installs
 * and what `folder` holds of the files that were loaded.
 */
export async function openOpponents(
  dataDirectory: string,
  folder: string | undefined,
): Promise<{ readonly opponents: Opponents; close(): Promise<void> }> {
  const warehouse = await Warehouse.open({ dataDirectory, limits: readLimits({}).limits });
  const { measures } = await readCatalogue(dataDirectory);
  const paths = new Map(
    folder === undefined
      ? []
      : readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => [
          path.split('/').at(-1)!,
          join(folder, path),
        ]),
  );
  const opponents = await warehouse.read(undefined, (cube) => {
    const { referenceVintage, inputs } = cube.publication;
    const editions = new Set(
      inputs.flatMap(({ source, vintage }) => (source.id === 'cog_packages' ? [Number(vintage)] : [])),
    );
    const movements = inputs.some(({ source }) => source.id === 'insee_cog_movements');
    const edition = [...paths.keys()]
      .filter((name) => /^mvtcommune_\d{4}\.csv$/.test(name))
      .sort()
      .at(-1);
    const territories = new PlainTerritories(referenceVintage, movements && edition ? paths.get(edition) : undefined);
    const read = inputs
      .flatMap(({ file: { name } }) => (paths.has(name) ? readOfficialFile(name, paths.get(name)!) : []))
      // Counts of EPCI whose communes are not known are left out: nothing could protect what they would tell.
      .filter(({ level, cog, measure }) => {
        const isCount = measures.get(measure)?.nature !== 'published';
        return level !== 'epci' || !isCount || territories.hasPerimeters(cog);
      })
      .map((series) => {
        const communes = series.leavesOutSmall ? territories.communes(series.cog) : undefined;
        return communes ? withUntold(series, communes) : series;
      });
    return {
      cube,
      territories,
      plain: new PlainFigures([...readPackages(editions), ...read], territories, measures, referenceVintage),
    };
  });
  return { opponents, close: () => warehouse.close() };
}
