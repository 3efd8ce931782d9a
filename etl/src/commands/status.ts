import { listPublications } from '@boussole/warehouse';
import { toMoment, toNumber } from '../words.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';

/** `boussole status`: says what is in service, and from which deliveries. */
export async function runStatus({ settings, effects }: CommandContext, options: OutputOptions): Promise<void> {
  const { dataDirectory } = settings;
  const publications = await listPublications(dataDirectory);
  const publication = publications.find(({ current }) => current);
  const status = {
    dataDirectory,
    publications: publications.length,
    current: publication
      ? {
          id: publication.id,
          publishedAt: publication.publishedAt,
          cells: publication.cells,
          referenceVintage: publication.referenceVintage,
          inputs: publication.inputs.map(({ id, source, vintage, file, rows, loadedAt }) => ({
            id,
            source: source.id,
            vintage,
            file: file.name,
            rows,
            loadedAt,
          })),
        }
      : null,
  };
  const lines = publication
    ? [
        `Publication ${publication.id} du ${toMoment(publication.publishedAt)}.`,
        `${toNumber(publication.cells)} chiffres, millésime de référence ${publication.referenceVintage}.`,
        'Livraisons :',
        ...publication.inputs.map(
          ({ source, vintage, file, rows }) =>
            `  ${source.title.fr}, ${vintage} : ${file.name}, ${toNumber(rows.kept)} lignes`,
        ),
      ]
    : ['Aucune donnée n’est publiée. Lancez « npx boussole load ».'];
  answer(effects, options, status, [`Répertoire de données : ${dataDirectory}`, ...lines]);
}
