import { afterEach, expect, it, vi } from 'vitest';
import { downloadServed, nameIn, Refused } from '../src/export/download-served.ts';

afterEach(() => vi.unstubAllGlobals());

it('names a file as the server does', () => {
  expect(nameIn('attachment; filename="boussole-epci-2023-brut.csv"')).toBe('boussole-epci-2023-brut.csv');
  expect(nameIn('')).toBe('boussole');
});

it('tells what the server says of a file that it refuses to write', async () => {
  const refusal = { errors: [{ message: 'Trop de cellules : 3 000 000.', extensions: { code: 'LIMIT_EXCEEDED' } }] };
  vi.stubGlobal('fetch', async () => Response.json(refusal, { status: 400 }));
  await expect(downloadServed('/export/grid.csv')).rejects.toThrow(new Refused('Trop de cellules : 3 000 000.'));
  vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
  await expect(downloadServed('/export/grid.csv')).rejects.not.toBeInstanceOf(Refused);
});
