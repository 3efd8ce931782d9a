import { isFetchedOutlines } from '../fetch/outline-files.ts';

/** Source and licence of the outlines of the API Découpage administratif: https://geo.api.gouv.fr/decoupage-administratif. */
const FETCHED = 'IGN, Admin Express (API Découpage administratif), Licence Ouverte 2.0';

/** Who drew the outlines of a file: known for those that were fetched; otherwise the file is named. */
export function creditOf(file: string): string {
  return isFetchedOutlines(file) ? FETCHED : file;
}
