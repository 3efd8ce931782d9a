import { basename } from 'node:path';
import { failure } from '@boussole/schema';
import { type TableRow, TextRow } from './table-row.ts';

/**
 * Reads a list of flat JSON records as rows, the keys of all of them in order being the header (line 0); the line of a record is its place
 * from 1. `path` leads to the list; a text of one record a line is a list too. Throws `JSON_INVALID`.
 */
export function readRecords(path: string, text: string, keys: readonly string[]): readonly TableRow[] {
  const file = basename(path);
  const refuse = (problem: string): Error => failure('JSON_INVALID', { file, problem });
  const records = keys.reduce<unknown>((value, key) => Reflect.get(Object(value), key), parse(text, refuse));
  if (!Array.isArray(records)) throw refuse('une liste d’enregistrements est attendue');
  const header = [...new Set(records.flatMap((record) => Object.keys(Object(record))))];
  const rows = records.map((record: unknown, index) => {
    const fields = header.map((key) => toText(Reflect.get(Object(record), key), key, index + 1, refuse));
    return new TextRow(index + 1, fields, JSON.stringify(record));
  });
  return [new TextRow(0, header, header.join(';')), ...rows];
}

function parse(text: string, refuse: (problem: string) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = text.trimEnd().split('\n');
    if (lines.length < 2 || !lines[0]!.trim().endsWith('}')) throw refuse(error instanceof Error ? error.message : '');
    return lines.map((line, index) => {
      try {
        return JSON.parse(line) as unknown;
      } catch {
        throw refuse(`ligne ${index + 1}`);
      }
    });
  }
}

function toText(value: unknown, key: string, line: number, refuse: (problem: string) => Error): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') throw refuse(`enregistrement ${line}, « ${key} » : un nombre ou un texte est attendu`);
  return String(value);
}
