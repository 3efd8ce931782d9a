import { isBoussoleError, type TableSource } from '@boussole/schema';
import { decode } from './decode.ts';

/** What French spreadsheets write when they do not write UTF-8. */
const FALLBACK = 'windows-1252';

/** Text of a file that nothing says the encoding of: UTF-8, else Windows-1252. Throws what reading it as UTF-8 throws when it is neither. */
export function decodeAny(
  file: string,
  bytes: Buffer,
): { readonly text: string; readonly encoding: TableSource['encoding'] } {
  try {
    return { text: decode(file, bytes, 'utf-8'), encoding: 'utf-8' };
  } catch (problem) {
    if (!isBoussoleError(problem)) throw problem;
    try {
      return { text: decode(file, bytes, FALLBACK), encoding: FALLBACK };
    } catch {
      throw problem;
    }
  }
}
