import { download } from '../components/download.ts';

/** The server refused to write a file, and said why. */
export class Refused extends Error {}

/** Hands the reader a file that the server writes, once the whole of it is here; throws `Refused` with the sentence of the server. */
export async function downloadServed(address: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw await toError(response);
  download(nameIn(response.headers.get('content-disposition') ?? ''), await response.blob());
}

/** The name that a server gives a file: `attachment; filename="boussole-commune-2023.csv"`. */
export function nameIn(disposition: string): string {
  return /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'boussole';
}

async function toError(response: Response): Promise<Error> {
  const said: unknown = await response.json().catch(() => undefined);
  const message = maybeMessage(said);
  return message === undefined ? new Error(`expected a file, but got ${response.status}`) : new Refused(message);
}

function maybeMessage(said: unknown): string | undefined {
  if (typeof said !== 'object' || said === null || !('errors' in said) || !Array.isArray(said.errors)) return undefined;
  const first: unknown = said.errors[0];
  const isTold = typeof first === 'object' && first !== null && 'message' in first && typeof first.message === 'string';
  return isTold ? String(first.message) : undefined;
}
