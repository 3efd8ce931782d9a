import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { failure, maybeTerritoryKey, toTerritoryId } from '@boussole/schema';
import { type Geography, readPublishedGeography, type TerritoryGroup, toGroupTerritory } from '@boussole/warehouse';
import { type CheckedCodes, checkCodes } from '../groups/check-codes.ts';
import { describeCodes } from '../groups/describe-codes.ts';
import { readCodes } from '../groups/read-codes.ts';
import { toCount } from '../words.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { withCatalogue } from './with-catalogue.ts';

export interface ImportRequest {
  readonly file: string;
  readonly name: string;
  readonly code?: string;
  readonly cog?: string;
}

/** `boussole groups import`: makes a group of the communes of a file. Keeps nothing, and answers 1, when a code is not certain. */
export async function runGroupsImport(
  context: CommandContext,
  request: ImportRequest,
  options: OutputOptions,
): Promise<number> {
  const { settings, effects } = context;
  const file = basename(request.file);
  const code = toCode(request);
  const written = readCodes(file, await readBytes(request.file, settings.limits.inputBytes));
  const geography = await readPublishedGeography(settings.dataDirectory);
  const checked = checkCodes(file, written, geography, request.cog);
  const lines = describeCodes(checked, request.cog);
  if (checked.refused.length > 0) {
    const count = `${toCount(checked.refused.length, 'ligne refusée')} sur ${written.length}`;
    answer(effects, options, toJson(checked, undefined), [
      ...lines,
      `${file} : ${count}, aucun groupe n’est enregistré.`,
    ]);
    return 1;
  }
  const { communes, fit } = checked;
  const draft = { code, name: request.name, description: '', communes, vintage: fit.used };
  const group = await withCatalogue(context, (catalogue) => catalogue.saveGroup(draft));
  const saved = `${toName(group)} enregistré : ${toCount(communes.length, 'commune')}, COG ${fit.used}.`;
  answer(effects, options, toJson(checked, group), [...lines, ...describeMerged(group, geography), saved]);
  return 0;
}

/** `boussole groups list`: lists the groups, by name. */
export async function runGroupsList(context: CommandContext, options: OutputOptions): Promise<void> {
  const groups = await withCatalogue(context, (catalogue) => catalogue.groups());
  const lines = groups.map(
    (group) => `${toName(group)} : ${toCount(group.communes.length, 'commune')}, COG ${group.vintage}`,
  );
  answer(context.effects, options, groups, lines.length > 0 ? lines : ['Aucun groupe.']);
}

/** `boussole groups remove`: removes a group; throws `GROUP_UNKNOWN`. */
export async function runGroupsRemove(context: CommandContext, code: string, options: OutputOptions): Promise<void> {
  const plain = code.replace(/^groupe:/, '');
  await withCatalogue(context, async (catalogue) => {
    if (await catalogue.deleteGroup(plain)) return;
    const known = (await catalogue.groups()).map((group) => group.code).join(', ') || 'aucun';
    throw failure('GROUP_UNKNOWN', { code: plain, known });
  });
  answer(context.effects, options, { removed: plain }, [`Le groupe ${toTerritoryId('groupe', plain)} est supprimé.`]);
}

async function readBytes(path: string, allowed: number): Promise<Buffer> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw failure('FILE_NOT_FOUND', { file: path }, { cause: error });
  });
  if (bytes.length > allowed) throw failure('FILE_TOO_LARGE', { file: basename(path), bytes: bytes.length, allowed });
  return bytes;
}

/** Code asked for, or the name in lower case, accents and signs aside. */
function toCode({ code, name }: ImportRequest): string {
  const made = code ?? toSlug(name);
  if (maybeTerritoryKey(toTerritoryId('groupe', made))) return made;
  throw failure('ARGUMENT_INVALID', {
    argument: '--code',
    problem: `« ${made} » : 1 à 63 lettres minuscules sans accent, chiffres ou traits d’union sont attendus`,
  });
}

function toSlug(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-|-$/g, '');
}

/** Says which communes of a group are no longer told apart in the reference geography. */
function describeMerged(group: TerritoryGroup, geography: Geography): readonly string[] {
  const { mergedOutside } = toGroupTerritory(geography, group).at(geography.reference);
  if (mergedOutside.length === 0) return [];
  const names = mergedOutside.map(({ code, name }) => `${name} (${code})`).join(', ');
  return [
    `  Réunies depuis à des communes hors du groupe, elles ne seront plus comptées en géographie constante (${geography.reference}) : ${names}.`,
  ];
}

function toName({ code, name }: TerritoryGroup): string {
  return `Groupe « ${name} » (${toTerritoryId('groupe', code)})`;
}

function toJson({ fit, repairs, doubles, refused }: CheckedCodes, group: TerritoryGroup | undefined): unknown {
  return { saved: group !== undefined, group: group ?? null, vintage: fit, repairs, doubles, refused };
}
