import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { Limits } from '@boussole/schema';
import compression from 'compression';
import type { Request, Response } from 'express';
import type { AccessSettings } from '../access/settings.ts';
import { maybeVisit } from '../access/visit.ts';
import { bestEncoding, type Encoding, namesTag, tagOf } from '../http/accepted-encoding.ts';
import { type CellCounter, type CubeReader, Leases } from '../lease.ts';
import type { Language } from '../types/enums.ts';
import { AddressReader, invalid } from './address.ts';
import { COMMON_PARAMETERS } from './common-parameters.ts';
import { STYLES } from './csv.ts';
import { toExportTable } from './export-table.ts';
import { toFileName } from './file-name.ts';
import { type FileOrigin, fileTag } from './file-tag.ts';
import type { Bytes, Format } from './formats.ts';
import type { TableKind } from './table-kind.ts';
import { toIsoDay } from './words.ts';

export interface ExportOptions {
  readonly warehouse: CubeReader;
  readonly limits: Limits;
  readonly now: () => Date;
  readonly metrics: CellCounter;
  readonly access: Pick<AccessSettings, 'publicUrl'>;
}

/** What ends the name of a plain CSV: it stands beside the other one in a folder. */
const PLAIN: Readonly<Record<Language, string>> = { fr: 'brut', en: 'plain' };
const LANGUAGES = ['fr', 'en'] as const satisfies readonly Language[];

const LISTENERS = 20;

interface Sending extends ExportOptions {
  readonly name: string;
  readonly kind: TableKind;
  readonly format: Format;
  readonly extension: string;
}

/** Sends the file of an address: not again to whoever has it, when everybody gets the same. */
export async function sendTable(
  request: Request,
  response: Response,
  { name, kind, format, extension, warehouse, limits, now, metrics, access: { publicUrl } }: Sending,
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
  const day = toIsoDay(now());
  response.type(format.type).vary('cookie, authorization, accept-encoding');
  const encoding = compression.filter(request, response)
    ? bestEncoding(request.get('accept-encoding') ?? '')
    : 'identity';
  try {
    const lease = await leases.open(publication);
    const { cube } = lease;
    const { id } = cube.publication;
    const tag = await maybeTag(request, encoding, { cube, publicUrl, day: format.tellsDay(style) ? day : undefined });
    const headers = {
      'x-boussole-publication': id,
      // The same address without a publication answers otherwise after the next one. What is sent was chosen here: nothing compresses it again under the same tag.
      'cache-control': `${publication ? 'public, max-age=86400' : 'no-cache'}, no-transform`,
      ...(tag && { etag: tag }),
    };
    const unchanged = (): void => void response.status(304).set(headers).end();
    const held = tag && request.get('if-none-match');
    if (tag && held !== '*' && namesTag(held, tag)) return unchanged();
    const content = await readTable(lease, language);
    if (held === '*') return unchanged();
    const address = publicUrl + toAddress(request, parameters, id);
    const table = toExportTable(cube, content, { day, address, language, ...(view && { view: publicUrl + view }) });
    const bytes = await format.write(table, style);
    const variant = extension === 'csv' && style === 'plain' ? PLAIN[language] : undefined;
    const file = `${toFileName(name, own, content, variant)}.${extension}`;
    response.set({ ...headers, 'content-disposition': `attachment; filename="${file}"` });
    if (encoding !== 'identity') response.set('content-encoding', encoding);
    // Everything that this answer goes through listens for its end: none of it leaks.
    response.setMaxListeners(LISTENERS);
    await pipeline([Readable.from(inTurns(bytes)), ...compressors(encoding), response]);
  } catch (error) {
    if (!isGivenUp(error)) throw error;
  } finally {
    await leases.release();
  }
}

/** The tag of a file that everybody gets; undefined for those who signed in, whose answers are theirs alone. */
async function maybeTag(
  { originalUrl }: Request,
  encoding: Encoding,
  origin: Omit<FileOrigin, 'address'>,
): Promise<string | undefined> {
  return maybeVisit() ? undefined : tagOf(await fileTag({ ...origin, address: originalUrl }), encoding);
}

/** Lightly, as answers are. */
function compressors(encoding: Encoding): Transform[] {
  switch (encoding) {
    case 'br':
      return [createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })];
    case 'gzip':
      return [createGzip({ level: 1 })];
    case 'identity':
      return [];
  }
}

/** Characters that are sent and compressed together: some formats give a value at a time. */
const TOGETHER = 65_536;

/** Lets other questions be answered between two pieces of a long file. */
async function* inTurns(bytes: Bytes): AsyncGenerator<string | Uint8Array> {
  let text = '';
  for await (const piece of bytes) {
    if (typeof piece === 'string') text += piece;
    if (typeof piece === 'string' && text.length < TOGETHER) continue;
    if (text !== '') yield text;
    text = '';
    if (typeof piece !== 'string') yield piece;
    await setImmediate();
  }
  if (text !== '') yield text;
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
