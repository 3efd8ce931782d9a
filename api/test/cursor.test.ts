import { describe, expect, test } from 'vitest';
import { readCursor, writeCursor } from '../src/cursor.ts';

const question = {
  rows: { kind: 'level', level: 'commune' },
  columns: [{ indicator: 'population_municipale', year: 2022 }],
};
const start = { offset: 100, publication: '2026-01' };

describe('a cursor', () => {
  test('comes back as it was written', () => {
    expect(readCursor(question, writeCursor(question, start))).toEqual(start);
  });

  test.each([
    ['of another question', writeCursor({ ...question, columns: [] }, start)],
    ['with a negative place', Buffer.from('[-1,"2026-01","x"]').toString('base64url')],
    ['that is not one', 'bonjour'],
    ['that is empty', ''],
    ['that is JSON of another shape', Buffer.from('{"offset":1}').toString('base64url')],
  ])('%s is refused with CURSOR_INVALID', (_name, text) => {
    expect(() => readCursor(question, text)).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
  });
});
