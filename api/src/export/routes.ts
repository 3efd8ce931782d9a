import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Limits } from '@boussole/schema';
import { type Request, type Response, Router } from 'express';
import type { AccessSettings } from '../access/settings.ts';
import { type CellCounter, type CubeReader, Leases } from '../lease.ts';
import type { Language } from '../types/enums.ts';
import { AddressReader, invalid } from './address.ts';
import { COMPARISON_PARAMETERS, readComparisonTable } from './comparison-table.ts';
import { STYLES } from './csv.ts';
import { DATASET_PARAMETERS, readDatasetTable } from './dataset-table.ts';
import { toExportTable } from './export-table.ts';
import { toFileName } from './file-name.ts';
import { type Bytes, FORMATS, type Format } from './formats.ts';
import { GRID_PARAMETERS, readGridTable } from './grid-table.ts';
import { toExportPage } from './page.ts';
import type { ReadTable } from './table.ts';
import { readTrendTable, TREND_PARAMETERS } from './trend-table.ts';

export interface ExportOptions {
  readonly warehouse: CubeReader;
  readonly limits: Limits;
  readonly now: () => Date;
  readonly metrics: CellCounter;
  readonly access: Pick<AccessSettings, 'publicUrl'>;
}

/** A question of the API whose answer can be exported. */
export interface TableKind {
  readonly sentence: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** An address that works on the embedded data. */
  readonly example: string;
  read(parameters: URLSearchParams, limits: Limits): ReadTable;
}

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

/** Parameters of every export, beside those of its question. */
const COMMON_PARAMETERS = {
  publication: 'Publication à relire ; sans elle, celle en cours.',
  view: 'Adresse, sur ce site, de la page que le fichier reprend (/explorer?…) : il la cite.',
  language: 'Langue de ce que des personnes lisent du fichier : FR (par défaut) ou EN.',
  style:
    'Pour CSV, excel (par défaut : point-virgule, virgule décimale, en-tête) ou plain (virgule, point décimal, une seule ligne de titres).',
} as const;

/** What ends the name of a plain CSV: it stands beside the other one in a folder. */
const PLAIN: Readonly<Record<Language, string>> = { fr: 'brut', en: 'plain' };
const LANGUAGES = ['fr', 'en'] as const satisfies readonly Language[];

/** `/export/<table>.<format>`, and `/export` that says how to ask for it. */
export function exportRoutes(options: ExportOptions): Router {
  const router = Router();
  const page = toExportPage(TABLES, FORMATS, COMMON_PARAMETERS);
  router.get('/', (_request, response) => response.type('html').send(page));
  for (const [name, kind] of Object.entries(TABLES)) {
    for (const [extension, format] of Object.entries(FORMATS)) {
      router.get(`/${name}.${extension}`, (request, response) =>
        sendTable(request, response, { name, kind, format, extension, ...options }),
      );
    }
  }
  return router;
}

const LISTENERS = 20;

interface Sending extends ExportOptions {
  readonly name: string;
  readonly kind: TableKind;
  readonly format: Format;
  readonly extension: string;
}

async function sendTable(
  request: Request,
  response: Response,
  { name, kind, format, extension, warehouse, limits, now, metrics, access }: Sending,
): Promise<void> {
  const parameters = new URL(request.originalUrl, 'http://localhost').searchParams;
  const [own, common] = split(parameters);
  const readTable = kind.read(own, limits);
  const publication = common.maybeOne('publication');
  const view = readView(common.maybeOne('view'));
  const style = common.maybeChoice('style', STYLES) ?? 'excel';
  const language = common.maybeChoice('language', LANGUAGES) ?? 'fr';
  // A file that streams takes the time of whoever reads it: only what is asked of the engine is bounded in time.
  const leases = new Leases(warehouse, { ...limits, questionMilliseconds: Number.POSITIVE_INFINITY }, metrics);
  try {
    const lease = await leases.open(publication);
    const content = await readTable(lease, language);
    const { id } = content.answer.publication;
    const address = access.publicUrl + toAddress(request, parameters, id);
    const table = toExportTable(lease.cube, content, {
      now: now(),
      address,
      language,
      ...(view && { view: access.publicUrl + view }),
    });
    const bytes = await format.write(table, style);
    const variant = extension === 'csv' && style === 'plain' ? PLAIN[language] : undefined;
    response
      .type(format.type)
      .vary('cookie, authorization')
      .set({
        'content-disposition': `attachment; filename="${toFileName(name, own, content, variant)}.${extension}"`,
        'x-boussole-publication': id,
        // The same address without a publication answers otherwise after the next one.
        'cache-control': publication ? 'public, max-age=86400' : 'no-cache',
      });
    // Everything that this answer goes through listens for its end: none of it leaks.
    response.setMaxListeners(LISTENERS);
    await pipeline(Readable.from(inTurns(bytes)), response);
  } catch (error) {
    if (!isGivenUp(error)) throw error;
  } finally {
    await leases.release();
  }
}

/** Lets other questions be answered between two pieces of a long file. */
async function* inTurns(bytes: Bytes): AsyncGenerator<string | Uint8Array> {
  for await (const piece of bytes) {
    yield piece;
    await setImmediate();
  }
}

/** An address of this site: what a file cites leads nowhere else. */
function readView(view: string | undefined): string | undefined {
  if (view === undefined || /^\/(?![/\\])[^\s\\]*$/.test(view)) return view;
  throw invalid('view', 'une adresse de ce site est attendue, par exemple /explorer?niveau=epci');
}

/** The parameters of the question, and those of every export. */
function split(parameters: URLSearchParams): [URLSearchParams, AddressReader<keyof typeof COMMON_PARAMETERS>] {
  const isCommon = ([name]: [string, string]): boolean => Object.hasOwn(COMMON_PARAMETERS, name);
  const entries = [...parameters];
  const own = new URLSearchParams(entries.filter((entry) => !isCommon(entry)));
  return [own, new AddressReader(new URLSearchParams(entries.filter(isCommon)), COMMON_PARAMETERS)];
}

/** The address that gives the same file later: the same question, its publication named. */
function toAddress(request: Request, parameters: URLSearchParams, publication: string): string {
  const pinned = new URLSearchParams(parameters);
  pinned.delete('view');
  pinned.set('publication', publication);
  // « : », « , » and « @ » are legal in a question, and are what a reader of the address sees.
  const readable = String(pinned).replace(/%(3A|2C|40)/g, (code) => decodeURIComponent(code));
  return `${request.baseUrl}${request.path}?${readable}`;
}

function isGivenUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
