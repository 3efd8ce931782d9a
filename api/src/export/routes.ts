import { failure } from '@boussole/schema';
import { Router } from 'express';
import { askedAddress } from '../http/asked-address.ts';
import { onlyRead } from '../http/only-by.ts';
import { sendPage } from '../landing/send-page.ts';
import { COMMON_PARAMETERS } from './common-parameters.ts';
import { COMPARISON_PARAMETERS, readComparisonTable } from './comparison-table.ts';
import { DATASET_PARAMETERS, readDatasetTable } from './dataset-table.ts';
import { FORMATS } from './formats.ts';
import { GRID_PARAMETERS, readGridTable } from './grid-table.ts';
import { toExportPage } from './page.ts';
import { type ExportOptions, sendTable } from './send-table.ts';
import type { TableKind } from './table-kind.ts';
import { readTrendTable, TREND_PARAMETERS } from './trend-table.ts';

const TABLES: Readonly<Record<string, TableKind>> = {
  grid: {
    sentence: {
      fr: 'La table que la question grid décrit, toutes ses lignes à la fois.',
      en: 'The table that the question grid describes, all of its rows at once.',
    },
    parameters: GRID_PARAMETERS,
    example: 'level=COMMUNE&within=departement:69&columns=population_municipale@2022&sort=-population_municipale@2022',
    read: readGridTable,
  },
  compare: {
    sentence: {
      fr: 'Des territoires côte à côte et leurs références, comme la question compare.',
      en: 'Territories side by side and what they are compared with, as the question compare.',
    },
    parameters: COMPARISON_PARAMETERS,
    example: 'territories=commune:69123,commune:69266&indicators=population_municipale,population_totale',
    read: readComparisonTable,
  },
  trend: {
    sentence: {
      fr: 'Un indicateur année par année, comme la question trend.',
      en: 'One indicator year after year, as the question trend.',
    },
    parameters: TREND_PARAMETERS,
    example: 'indicator=population_municipale&territories=commune:69123',
    read: readTrendTable,
  },
  dataset: {
    sentence: {
      fr: 'Tout un jeu de données : chaque année de chaque indicateur qu’une source alimente, seule ou avec d’autres, qui sont nommées.',
      en: 'A whole dataset: each year of each indicator that a source feeds, alone or with others, which are named.',
    },
    parameters: DATASET_PARAMETERS,
    example: 'source=cog_packages&within=departement:69',
    read: readDatasetTable,
  },
};

/** `/export/<table>.<format>`, and `/export` that says how to ask for it. */
export function exportRoutes(options: ExportOptions): Router {
  const router = Router();
  const described = { tables: TABLES, formats: FORMATS, common: COMMON_PARAMETERS };
  const pages = { fr: toExportPage(described, 'fr'), en: toExportPage(described, 'en') };
  router.get('/', (request, response) => sendPage(request, response, pages)).all('/', onlyRead);
  for (const [name, kind] of Object.entries(TABLES)) {
    for (const [extension, format] of Object.entries(FORMATS)) {
      router.get(`/${name}.${extension}`, (request, response) =>
        sendTable(request, response, { name, kind, format, extension, ...options }),
      );
      router.all(`/${name}.${extension}`, onlyRead);
    }
  }
  // Whatever the method: what is nothing answers none.
  router.use((request) => {
    const [tables, formats] = [Object.keys(TABLES).join(', '), Object.keys(FORMATS).join(', ')];
    throw failure('ADDRESS_UNKNOWN', { path: askedAddress(request), tables, formats });
  });
  return router;
}
