import type { ErrorCode } from '@boussole/schema';

/**
 * Says in English why a delivery was refused: where, as the French sentence says, and what the code means. Names that only the French sentence
 * holds stay there.
 */
export function explainLoadProblemInEnglish({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): string {
  const meaning =
    (MEANINGS as Readonly<Record<string, string>>)[code] ?? `Refused (${code}): the French sentence tells more.`;
  const [, file, line, column] =
    /^(\S.*?\.\w{2,7})(?:, ligne (\d+))?(?:, (?:colonne|caractère) (« [^»]+ »|\d+))? : /.exec(message) ?? [];
  if (file === undefined) return meaning;
  const place = [
    file,
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column.replace(/^« (.*) »$/, '“$1”')}`]),
  ];
  return `${place.join(', ')}: ${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}`;
}

/** Codes that a load may be refused with. */
const MEANINGS = {
  FILE_NOT_FOUND: 'The file is not found. Check its path, or put it in the inbox.',
  FILE_EMPTY: 'The file is empty, or only has a header. Download it again.',
  FILE_TOO_LARGE: 'The file is larger than is allowed. Raise BOUSSOLE_MAX_INPUT if it is the right one.',
  PERSONAL_DATA: 'A column holds personal data: nothing is read. Take it out, or ask for an aggregated file.',
  FILE_UNREADABLE: 'The file cannot be read. Download it again, or open it to see.',
  FILE_UNRECOGNISED:
    'No source knows this header. Name the source with --source, or draft one with “npx boussole new-source”.',
  ENCODING_INVALID: 'Bytes do not fit the encoding. Give the real one in the descriptor of the source (encoding).',
  CHARACTER_INVALID:
    'A control character shows a damaged file or another encoding. Download it again, or correct “encoding”.',
  HEADER_MISSING_COLUMN: 'A column that the source describes is missing from the header.',
  HEADER_UNKNOWN_COLUMN: 'A column is not described by the source. Add it to the descriptor, or to “ignore”.',
  HEADER_DUPLICATE_COLUMN: 'A column is there twice. Correct the file.',
  VINTAGE_UNKNOWN: 'The year of the data is neither in the header nor in the name of the file. Give it with --vintage.',
  ROW_WIDTH: 'A row has too many fields, or too few. Check its delimiters and quotes.',
  QUOTE_INVALID: 'Quotes are malformed. Correct the row.',
  VALUE_INVALID: 'A value is not what its column holds. Correct it, or declare it as a marker in the descriptor.',
  CODE_ARRONDISSEMENT: 'A code is that of an arrondissement, where a commune is expected.',
  CODE_OF_PART: 'A code is that of a part of a commune, whose figure is in that of its commune.',
  CODE_OF_OTHER_LEVEL: 'A code is not of the level that the source gives.',
  CODE_OF_OTHER_VINTAGE: 'A code belongs to another year of the official geography. Check the vintage of the file.',
  CODE_UNKNOWN: 'A code is in no year of the official geography.',
  ROW_DUPLICATE: 'A territory is given twice with other values. Keep one row.',
  CORRECTION_INVALID: 'A correction does not apply. Take it from an up-to-date quarantine, or empty it.',
  QUARANTINE_TOO_LARGE: 'More rows are refused than is allowed: nothing is published. The quarantine lists them.',
  PERIMETERS_MISSING: 'The perimeters of EPCI of that year are not loaded. Load the composition of EPCI first.',
  DELIVERIES_REFUSED: 'Some of the deliveries are refused: see each of them.',
  DELIVERY_TWICE: 'Two files give the same vintage of the same source. Load one of them.',
  JSON_INVALID: 'The JSON is malformed. Download it again.',
  ARCHIVE_INVALID: 'The ZIP archive is refused. Unpack it, and load the data file.',
  WORKBOOK_INVALID: 'The XLSX workbook is refused.',
  OUTLINES_INVALID:
    'The outlines are refused: GeoJSON or TopoJSON in longitudes and latitudes is expected, with official codes.',
  SOURCE_UNKNOWN: 'The source does not exist. “npx boussole sources” lists those that do.',
  SOURCE_INVALID: 'The descriptor of the source is invalid. Correct it; etl/sources/README.md has an example.',
  AUDIT_FAILED: 'The publication is refused by its audit; the one before stays in service.',
  DELIVERY_AUDIT:
    'An audit of the source fails: nothing is published. Correct the file, or say why with --override and --reason.',
  DELIVERY_SHRUNK:
    'The file has far fewer rows than the one before and seems cut: nothing is published. Download it again, or say --accept-loss.',
  INTERNAL: 'An internal error happened. The log of the server tells more.',
} as const satisfies { readonly [C in ErrorCode]?: string };
