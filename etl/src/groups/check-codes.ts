import type { Vintage } from '@boussole/schema';
import type { Geography } from '@boussole/warehouse';
import { readCommune } from '../table/codes.ts';
import { toCount } from '../words.ts';
import { fitVintage, type VintageFit } from './fit-vintage.ts';
import type { WrittenCode } from './read-codes.ts';

/** What a list of codes makes of a group. It may be kept only when nothing is refused. */
export interface CheckedCodes {
  readonly fit: VintageFit;
  /** Codes at the vintage used, sorted, each once. */
  readonly communes: readonly string[];
  /** Codes that were read as another, with the reason. */
  readonly repairs: readonly {
    readonly line: number;
    readonly from: string;
    readonly to: string;
    readonly reason: string;
  }[];
  /** Lines that give a commune again. */
  readonly doubles: readonly { readonly line: number; readonly code: string; readonly first: number }[];
  readonly refused: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

/** Checks each code of a list in the vintage asked for, or in the one that fits best. */
export function checkCodes(
  file: string,
  written: readonly WrittenCode[],
  geography: Geography,
  asked?: string,
): CheckedCodes {
  const fit = fitVintage(
    geography,
    written.map(({ text }) => text),
    asked,
  );
  const firstLines = new Map<string, number>();
  const repairs: CheckedCodes['repairs'][number][] = [];
  const doubles: CheckedCodes['doubles'][number][] = [];
  const refused: CheckedCodes['refused'][number][] = [];
  for (const { line, text } of written) {
    const code = readCommune(text, { file, line, column: 'code' }, geography, fit.used);
    if (code.kind !== 'territory') {
      refused.push({ line, text, reason: reasonOf(code, { file, line, text }, geography, fit.used) });
      continue;
    }
    const first = firstLines.get(code.code);
    if (first !== undefined) doubles.push({ line, code: code.code, first });
    else firstLines.set(code.code, line);
    if (code.repair !== undefined) repairs.push({ line, from: text, to: code.code, reason: code.repair });
  }
  return { fit, communes: [...firstLines.keys()].sort(), repairs, doubles, refused };
}

function reasonOf(
  code: Exclude<ReturnType<typeof readCommune>, { kind: 'territory' }>,
  { file, line, text }: WrittenCode & { readonly file: string },
  geography: Geography,
  vintage: Vintage,
): string {
  const where = `${file}, ligne ${line} :`;
  if (text === '') return `${where} le code manque.`;
  const resolution = geography.resolve(text, vintage);
  const known = resolution.kind === 'repaired' ? resolution.as : resolution;
  switch (known.kind) {
    case 'arrondissement':
      return `${where} « ${text} » est un arrondissement de ${known.commune}. Un groupe réunit des communes entières : donnez ${known.commune}, ou retirez la ligne.`;
    case 'deleguee':
    case 'associee':
      return `${where} « ${text} » est une partie de la commune ${known.commune} au 1er janvier ${vintage}. Donnez ${known.commune}, ou un millésime (--cog) où elle était une commune.`;
    case 'overseas':
      return `${where} « ${text} » est dans une collectivité d’outre-mer, hors des chiffres de la France. Retirez la ligne.`;
    case 'unknown':
      return `${where} ${whyUnknown(text, geography, vintage)}`;
    default:
      return code.kind === 'refused' ? code.error.message : `${where} « ${text} » n’est pas une commune.`;
  }
}

function whyUnknown(text: string, geography: Geography, vintage: Vintage): string {
  if (/\d/.test(text)) return `le code « ${text} » n’existe dans aucun millésime du code officiel géographique.`;
  const namesakes = codesNamed(text, geography, vintage);
  const [only] = namesakes;
  if (only === undefined) return `« ${text} » n’est pas un code de commune.`;
  return namesakes.length === 1
    ? `« ${text} » est un nom, et non un code. Écrivez ${only}.`
    : `« ${text} » est un nom, et non un code ; ${toCount(namesakes.length, 'commune')} le portent : ${namesakes.join(', ')}.`;
}

function codesNamed(text: string, geography: Geography, vintage: Vintage): readonly string[] {
  const asked = toPlain(text);
  return [...geography.communes(vintage)].flatMap(([code, { name }]) => (toPlain(name) === asked ? [code] : []));
}

function toPlain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z]+/g, ' ')
    .trim();
}
