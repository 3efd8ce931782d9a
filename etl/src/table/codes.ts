import { failure, type OfficialLevel, type Vintage } from '@boussole/schema';
import type { Geography, KnownCode } from '@boussole/warehouse';

/** What the code of a row designates. */
export type RowCode =
  | { readonly kind: 'territory'; readonly code: string; readonly repair?: string }
  /** A municipal arrondissement of Paris, Lyon or Marseille, and its commune. */
  | { readonly kind: 'arrondissement'; readonly commune: string }
  /** An overseas collectivity: known, and outside the figures for France. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'refused'; readonly reason: string };

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
  france: 'la France (FR)',
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
  const known = knownCodes(level, geography, cog);
  return (text, { line, file, column }) => {
    const code = text.trim();
    if (known.has(code)) return { kind: 'territory', code };
    const padded = code.padStart(2, '0');
    if (known.has(padded)) return { kind: 'territory', code: padded, repair: REPAIRS.LEADING_ZERO };
    const reason = `${file}, ligne ${line}, colonne « ${column} » : « ${code} » n’est pas ${LEVELS[level]} au 1er janvier ${cog}.`;
    return { kind: 'refused', reason };
  };
}

/** Reads what the code of a commune designates in a vintage. */
export function readCommune(text: string, place: CodePlace, geography: Geography, cog: Vintage): RowCode {
  const code = text.trim();
  const resolution = geography.resolve(code, cog);
  const known = resolution.kind === 'repaired' ? resolution.as : resolution;
  const where = `${place.file}, ligne ${place.line}, colonne « ${place.column} » :`;
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
      const reason = `${where} « ${code} » est une commune ${part} de ${known.commune}. Son chiffre est compris dans celui de sa commune.`;
      return { kind: 'refused', reason };
    }
    case 'other-vintage': {
      const same = sameGround(known, geography, cog);
      if (same !== undefined) return { kind: 'territory', code: same, repair: REPAIRS.RENUMBERED };
      const since = known.first === undefined ? '' : ` depuis ${known.first}`;
      const until = known.last === undefined ? '' : ` jusqu’en ${known.last}`;
      const now = known.successors.length > 0 ? `, devenue ${known.successors.join(', ')}` : '';
      const reason = `${where} « ${code} » n’est pas une commune du COG ${cog} (elle l’est${since}${until}${now}). Vérifiez le millésime géographique du fichier.`;
      return { kind: 'refused', reason };
    }
    default:
      return { kind: 'refused', reason: unknown(place, code) };
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

function unknown(place: CodePlace, code: string): string {
  return failure('CODE_UNKNOWN', { ...place, code }).message;
}

function knownCodes(level: OfficialLevel, geography: Geography, cog: Vintage): ReadonlySet<string> {
  if (level === 'epci') return new Set(geography.epciNames(cog).keys());
  if (level === 'departement') return new Set(geography.departements(cog).keys());
  return new Set(level === 'region' ? geography.regions(cog).keys() : ['FR']);
}

/** Glues the parts of a code: `01` + `004`, and overseas `974` + `424`, where the last digit of the département is written twice. */
export function glue(parts: readonly string[]): string {
  const [first = '', ...rest] = parts.map((part) => part.trim());
  return rest.reduce((code, part) => {
    const overlap = code.length === 3 && part.length === 3 && code.startsWith('97') && part.startsWith(code[2]!);
    return overlap ? code.slice(0, 2) + part : code + part;
  }, first);
}
