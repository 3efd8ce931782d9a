import { describe, expect, it } from 'vitest';
import { checkCodes } from '../src/groups/check-codes.ts';
import { describeCodes } from '../src/groups/describe-codes.ts';
import { readCodes } from '../src/groups/read-codes.ts';
import { smallGeography } from './support/small-geography.ts';

const geography = smallGeography();
const read = (text: string, asked?: string) =>
  checkCodes('liste.csv', readCodes('liste.csv', Buffer.from(text)), geography, asked);

describe('a list of communes', () => {
  it.each([
    ['one column without title', '01004\n69123\n'],
    ['one column with its title', '\uFEFFCODGEO\r\n01004\r\n69123\r\n'],
    ['semicolons', 'nom;Code INSEE\nAmbérieu;01004\nLyon;69123\n'],
    ['commas and quotes', 'code_commune,nom\n"01004","Ambérieu, en Bugey"\n69123,Lyon\n'],
    ['tabs, and no last line end', 'insee\tnom\n01004\tAmbérieu\n69123\tLyon'],
  ])('is read from %s', (_, text) => {
    const { communes, refused, fit } = read(text);
    expect({ communes, refused }).toEqual({ communes: ['01004', '69123'], refused: [] });
    expect(fit).toMatchObject({ used: 2022, known: 2, codes: 2 });
  });

  it.each([
    ['', 'FILE_EMPTY'],
    ['codgeo\n', 'FILE_EMPTY'],
    ['nom;population\nLyon;522250\n', 'HEADER_MISSING_COLUMN'],
    ['code;nom\n69123;Lyon\n01004\n', 'ROW_WIDTH'],
    ['code\n"69123\n', 'QUOTE_INVALID'],
  ])('written as %j is refused with %s', (text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });

  it('repairs what can be nothing else, says so, and keeps a commune given twice once', () => {
    const checked = read('code\n1004\n69123\n69123\n');
    expect(checked.communes).toEqual(['01004', '69123']);
    expect(describeCodes(checked, '2022')).toEqual([
      '  Ligne 2 : « 1004 » lu « 01004 » (zéro initial perdu).',
      '  Ligne 4 : 69123 est déjà donnée ligne 3.',
    ]);
  });

  it('refuses each code that is not certain, with its line and what to do', () => {
    const { refused } = read('code\n69123\nLyon\n69381\n99999\n01340\n98818\nNulle-Part\n');
    expect(refused.map(({ line, reason }) => [line, reason.replace(/^liste\.csv, ligne \d+ : /, '')])).toEqual([
      [3, '« Lyon » est un nom, et non un code. Écrivez 69123.'],
      [
        4,
        '« 69381 » est un arrondissement de 69123. Un groupe réunit des communes entières : donnez 69123, ou retirez la ligne.',
      ],
      [5, 'le code « 99999 » n’existe dans aucun millésime du code officiel géographique.'],
      [
        6,
        '« 01340 » est une partie de la commune 01015 au 1er janvier 2022. Donnez 01015, ou un millésime (--cog) où elle était une commune.',
      ],
      [7, '« 98818 » est dans une collectivité d’outre-mer, hors des chiffres de la France. Retirez la ligne.'],
      [8, '« Nulle-Part » n’est pas un code de commune.'],
    ]);
  });

  it('is read in the vintage that knows most of its codes, and says which', () => {
    const checked = read('27676\n01138\n');
    expect(checked.fit).toMatchObject({ used: 2025, known: 2 });
    expect(describeCodes(checked, undefined)[0]).toBe(
      'Millésime 2025 du COG, celui qui leur correspond le mieux : il connaît 2 des 2 codes.',
    );
  });

  it('is read in the vintage asked, and says that another one fits better', () => {
    const checked = read('01039\n01138\n69123\n', '2024');
    expect(checked.refused.map(({ line }) => line)).toEqual([1]);
    expect(describeCodes(checked, '2024')[0]).toBe(
      'Le millésime 2024 du COG connaît 2 des 3 codes, 2022 en connaît 3 : vérifiez --cog.',
    );
    expect(() => read('69123\n', '1789')).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }));
  });
});
