import {
  BoussoleError,
  type ErrorCode,
  type ErrorParameters,
  NATIONAL_CODES,
  type OfficialLevel,
  type TableSource,
  type Vintage,
} from '@boussole/schema';
import type { Geography, KnownCode } from '@boussole/warehouse';
import type { TableRow } from './table-row.ts';

/** What the code of a row designates. */
export type RowCode =
  | { readonly kind: 'territory'; readonly code: string; readonly repair?: string }
  /** A municipal arrondissement of Paris, Lyon or Marseille, and its commune. */
  | { readonly kind: 'arrondissement'; readonly commune: string }
  /** An overseas collectivity: known, and outside the figures for France. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'refused'; readonly error: BoussoleError };

const REPAIRS = {
  LEADING_ZERO: 'zéro initial perdu',
  CORSICA: 'code corse écrit 20xxx',
  OVERSEAS: 'code d’outre-mer écrit sur six caractères',
  RENUMBERED: 'code du même territoire à un autre millésime',
} as const;

const LEVELS = {
  epci: 'un EPCI à fiscalité propre',
  departement: 'un département',
  region: 'une région',
  france: 'la France (FR) ou la France métropolitaine (METRO)',
} as const;

export interface CodePlace {
  readonly file: string;
  readonly line: number;
  readonly column: string;
}

/** Makes the reader of codes of a level, for files in a COG vintage. */
export function toCodeReader(
  level: OfficialLevel,
  geography: Geography,
  cog: Vintage,
): (text: string, place: CodePlace) => RowCode {
  if (level === 'commune') return (text, place) => readCommune(text, place, geography, cog);
  if (level === 'epci' && !geography.epciVintages.includes(cog)) return (text, place) => readSiren(text, place, cog);
  const known = knownCodes(level, geography, cog);
  return (text, place) => {
    const code = text.trim();
    if (known.has(code)) return { kind: 'territory', code };
    const padded = code.padStart(2, '0');
    if (known.has(padded)) return { kind: 'territory', code: padded, repair: REPAIRS.LEADING_ZERO };
    return refused('CODE_OF_OTHER_LEVEL', { ...place, code, expected: LEVELS[level], cog });
  };
}

/** Reads the code of an EPCI in a vintage whose perimeters are not known: a SIREN is that of one legal person for good. */
function readSiren(text: string, place: CodePlace, cog: Vintage): RowCode {
  const code = text.trim();
  if (isPublicSiren(code)) return { kind: 'territory', code };
  return refused('CODE_OF_OTHER_LEVEL', { ...place, code, expected: LEVELS.epci, cog });
}

/** Nine digits of which the last is a key (Luhn), the first 2 for public bodies: https://www.insee.fr/fr/metadonnees/definition/c2047 */
function isPublicSiren(code: string): boolean {
  if (!/^2\d{8}$/.test(code)) return false;
  const sum = [...code].reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Reads what the code of a commune designates in a vintage. */
export function readCommune(text: string, place: CodePlace, geography: Geography, cog: Vintage): RowCode {
  const code = text.trim();
  const resolution = geography.resolve(code, cog);
  const known = resolution.kind === 'repaired' ? resolution.as : resolution;
  switch (known.kind) {
    case 'commune':
      return resolution.kind === 'repaired'
        ? { kind: 'territory', code: known.code, repair: REPAIRS[resolution.repair] }
        : { kind: 'territory', code: known.code };
    case 'arrondissement':
      return { kind: 'arrondissement', commune: known.commune };
    case 'overseas':
      return { kind: 'outside' };
    case 'deleguee':
    case 'associee': {
      const part = known.kind === 'deleguee' ? 'déléguée' : 'associée';
      return refused('CODE_OF_PART', { ...place, code, part, commune: known.commune });
    }
    case 'other-vintage': {
      const same = sameGround(known, geography, cog);
      if (same !== undefined) return { kind: 'territory', code: same, repair: REPAIRS.RENUMBERED };
      const since = known.first === undefined ? '' : ` depuis ${known.first}`;
      const until = known.last === undefined ? '' : ` jusqu’en ${known.last}`;
      const now = known.successors.length > 0 ? `, devenue ${known.successors.join(', ')}` : '';
      return refused('CODE_OF_OTHER_VINTAGE', { ...place, code, cog, told: `${since}${until}${now}` });
    }
    default:
      return refused('CODE_UNKNOWN', { ...place, code });
  }
}

/** Code at the vintage of the file of exactly the ground that a code has at its own vintages: its chef-lieu moved, nothing else. */
function sameGround(
  { code, first, last }: Extract<KnownCode, { kind: 'other-vintage' }>,
  geography: Geography,
  cog: Vintage,
): string | undefined {
  const own = last !== undefined && last < cog ? last : first;
  return own === undefined ? undefined : geography.counterpart('commune', code, own, cog);
}

function refused<C extends ErrorCode>(code: C, parameters: ErrorParameters<C>): RowCode {
  return { kind: 'refused', error: new BoussoleError(code, parameters) };
}

function knownCodes(level: OfficialLevel, geography: Geography, cog: Vintage): ReadonlySet<string> {
  if (level === 'epci') return new Set(geography.epciNames(cog).keys());
  if (level === 'departement') return new Set(geography.departements(cog).keys());
  return new Set(level === 'region' ? geography.regions(cog).keys() : NATIONAL_CODES);
}

/** The code of a row: its parts glued, under the name that the source of the project gives to what the file calls otherwise. */
export function territoryCode(row: TableRow, places: readonly number[], { geography }: TableSource): string {
  const glued = glue(places.map((at) => row.field(at)));
  const written = glued.includes('-') ? withoutObject(glued, geography) : glued;
  return geography.codes[written] ?? written;
}

/** Makes what reads the own code of a territory of a level, where the source tells that level by a pattern with a group. */
export function toOwnCode(
  level: OfficialLevel,
  { levels = [] }: TableSource['geography'],
): (written: string) => string {
  const patterns = levels.flatMap((rule) => (rule.level === level && 'codes' in rule ? [new RegExp(rule.codes)] : []));
  if (patterns.length === 0) return (written) => written;
  return (written) => {
    const match = patterns.map((pattern) => pattern.exec(written.trim())).find((found) => found !== null);
    return match?.[1] ?? written;
  };
}

/**
 * A code as INSEE's data services write it, the vintage and the kind of territory before it: `2025-COM-97105`. The kinds whose codes look like
 * those of another are only believed where the file tells levels.
 */
function withoutObject(code: string, { levels }: TableSource['geography']): string {
  const [, kind = '', own = ''] = /^(?:\d{4}-)?([A-Z]+)-(.+)$/.exec(code) ?? [];
  return OBJECTS.certain.has(kind) || (levels && OBJECTS.told.has(kind)) ? own : code;
}

const OBJECTS = {
  certain: new Set(['COM', 'ARM', 'EPCI']),
  told: new Set(['DEP', 'REG', 'FRANCE']),
} as const;

/** Glues the parts of a code: `01` + `004`, and overseas `974` + `424`, where the last digit of the département is written twice. */
export function glue(parts: readonly string[]): string {
  const [first = '', ...rest] = parts.map((part) => part.trim());
  return rest.reduce((code, part) => {
    const overlap = code.length === 3 && part.length === 3 && code.startsWith('97') && part.startsWith(code[2]!);
    return overlap ? code.slice(0, 2) + part : code + part;
  }, first);
}
