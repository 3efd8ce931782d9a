import { writeFile } from 'node:fs/promises';
import { failure } from '@boussole/schema';
import { dataFolders } from '../data-folders.ts';
import { type KeptQuarantine, listQuarantines, toCsv } from '../quarantine-file.ts';
import { toCount } from '../words.ts';
import { answer, type CommandContext, type OutputOptions } from './context.ts';

/** `boussole quarantine list`: the rows set aside, delivery by delivery, or those of one. */
export async function runQuarantineList(
  context: CommandContext,
  id: string | undefined,
  options: OutputOptions,
): Promise<void> {
  const found = await find(context, id);
  const lines = found.flatMap(({ id: name, path, rows }) => [
    `${name} : ${toCount(new Set(rows.map(({ line }) => line)).size, 'ligne')} de ${rows[0]?.file ?? ''} (${path})`,
    ...rows.slice(0, id === undefined ? SHOWN : rows.length).map(({ reason }) => `    ${reason}`),
    ...(id === undefined && rows.length > SHOWN ? [`    … boussole quarantine list ${name}`] : []),
  ]);
  answer(context.effects, options, found, lines.length > 0 ? lines : ['Aucune ligne en quarantaine.']);
}

/** `boussole quarantine export`: one CSV of the rows set aside and why, of one delivery or of all, printed or written to a file. */
export async function runQuarantineExport(
  context: CommandContext,
  id: string | undefined,
  options: OutputOptions & { readonly to?: string },
): Promise<void> {
  const rows = (await find(context, id)).flatMap((kept) => kept.rows);
  if (options.to === undefined) {
    answer(context.effects, options, rows, [toCsv(rows).trimEnd()]);
    return;
  }
  await writeFile(options.to, toCsv(rows));
  answer(context.effects, options, { file: options.to, rows: rows.length }, [
    `${toCount(rows.length, 'motif')} de quarantaine dans ${options.to}.`,
  ]);
}

const SHOWN = 3;

async function find({ settings }: CommandContext, id: string | undefined): Promise<readonly KeptQuarantine[]> {
  const all = await listQuarantines(dataFolders(settings.dataDirectory).quarantine);
  if (id === undefined) return all;
  const one = all.find((kept) => kept.id === id);
  if (one) return [one];
  const known = all.map((kept) => kept.id).join(', ') || 'aucune';
  throw failure('ARGUMENT_INVALID', { argument: id, problem: `pas de quarantaine de ce nom (${known})` });
}
