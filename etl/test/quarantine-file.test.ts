import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { type KeptRow, readQuarantine, toCsv } from '../src/quarantine-file.ts';
import { temporaryFolder } from './support/boussole.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ROW: KeptRow = {
  line: 4,
  column: 'Médiane',
  code: '01004',
  reason: 'ligne 4 : « 2166O » n’est pas un nombre.',
  raw: '01004;2166O',
  correction: '21660',
  file: 'été.csv',
};

describe('a quarantine that a person has saved', () => {
  it.each(['utf8', 'windows-1252'])('is read in %s', async (encoding) => {
    const path = join(folder.path, `${encoding}.csv`);
    const text = toCsv([ROW]);
    writeFileSync(path, iconv.encode(encoding === 'utf8' ? text : text.slice(1), encoding));
    expect(await readQuarantine(path)).toEqual([ROW]);
  });
});
