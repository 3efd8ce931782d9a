import { expect, it } from 'vitest';
import { readQuarantine } from '../src/features/data/read-quarantine.ts';

it('reads rows set aside as their file keeps them: quotes, semicolons, lines inside a field, empty fields', () => {
  const text = '\uFEFFligne;motif;contenu;correction\r\n12;"code ""69X"" ; inconnu";"a\r\nb";\r\n13;;;69123\r\n';
  expect(readQuarantine(text)).toEqual({
    titles: ['ligne', 'motif', 'contenu', 'correction'],
    rows: [
      ['12', 'code "69X" ; inconnu', 'a\r\nb', ''],
      ['13', '', '', '69123'],
    ],
  });
  expect(readQuarantine('')).toEqual({ titles: [], rows: [] });
});
