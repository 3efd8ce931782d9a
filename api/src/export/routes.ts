import { Router } from 'express';
import { onlyRead } from '../http/only-by.ts';
import { COMPARISON_PARAMETERS, readComparisonTable } from './comparison-table.ts';
import { DATASET_PARAMETERS, readDatasetTable } from './dataset-table.ts';
import { FORMATS } from './formats.ts';
import { GRID_PARAMETERS, readGridTable } from './grid-table.ts';
import { toExportPage } from './page.ts';
import { COMMON_PARAMETERS, type ExportOptions, sendTable } from './send-table.ts';
import type { TableKind } from './table-kind.ts';
import { readTrendTable, TREND_PARAMETERS } from './trend-table.ts';

const TABLES: Readonly<Record<string, TableKind>> = {
  grid: {
    sentence: 'La table que la question grid décrit, toutes ses lignes à la fois.',
    parameters: GRID_PARAMETERS,
    example: 'level=COMMUNE&within=departement:69&columns=population_municipale@2022&sort=-population_municipale@2022',
    read: readGridTable,
  },
  compare: {
    sentence: 'Des territoires côte à côte et leurs références, comme la question compare.',
    parameters: COMPARISON_PARAMETERS,
    example: 'territories=commune:69123,commune:69266&indicators=population_municipale,population_totale',
    read: readComparisonTable,
  },
  trend: {
    sentence: 'Un indicateur année par année, comme la question trend.',
    parameters: TREND_PARAMETERS,
    example: 'indicator=population_municipale&territories=commune:69123',
    read: readTrendTable,
  },
  dataset: {
    sentence:
      'Tout un jeu de données : chaque année de chaque indicateur qu’une source alimente, seule ou avec d’autres, qui sont nommées.',
    parameters: DATASET_PARAMETERS,
    example: 'source=cog_packages&within=departement:69',
    read: readDatasetTable,
  },
};

/** `/export/<table>.<format>`, and `/export` that says how to ask for it. */
export function exportRoutes(options: ExportOptions): Router {
  const router = Router();
  const page = toExportPage(TABLES, FORMATS, COMMON_PARAMETERS);
  router.get('/', (_request, response) => response.type('html').send(page)).all('/', onlyRead);
  for (const [name, kind] of Object.entries(TABLES)) {
    for (const [extension, format] of Object.entries(FORMATS)) {
      router.get(`/${name}.${extension}`, (request, response) =>
        sendTable(request, response, { name, kind, format, extension, ...options }),
      );
      router.all(`/${name}.${extension}`, onlyRead);
    }
  }
  return router;
}
