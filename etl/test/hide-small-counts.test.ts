import { checkSource, type SourceDescriptor } from '@boussole/schema';
import { type ObservationRow, readCatalogue } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { hideSmallCounts, smallCounts } from '../src/hide-small-counts.ts';
import { toInputSource } from '../src/input-source.ts';

const descriptor = {
  id: 'caisse',
  title: { fr: 'Caisse', en: 'Fund' },
  producer: 'Caisse',
  licence: 'Convention',
  landingPage: 'https://example.org/',
  reader: 'table',
  vintage: { from: 'fixed', year: 2022 },
  geography: { level: 'commune', code: [['code']], cogOffset: 0 },
  columns: {
    naissances: { measure: 'naissances' },
    deces: { measure: 'deces' },
    montant: { measure: 'montant_prestations' },
    premier: { measure: 'personnes_couvertes' },
  },
};

function problemsOf(more: object): readonly string[] {
  const checked = checkSource({ ...descriptor, ...more });
  return 'problems' in checked ? checked.problems.map(({ path, text }) => `${path.join('.')} : ${text}`) : [];
}

function source(more: object = {}): SourceDescriptor {
  const checked = checkSource({ ...descriptor, ...more });
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.source;
}

function row(measure: string, value: number, code = '01001'): ObservationRow {
  return { measure, year: 2022, level: 'commune', code, cog: 2022, value, state: 'PUBLISHED', line: 2 };
}

const catalogue = await readCatalogue('nowhere');
const hide = (rows: readonly ObservationRow[], more: object) =>
  hideSmallCounts(rows, source(more), catalogue).map(({ value, state }) => value ?? state);

describe('a file under a convention', () => {
  const rows = [0, 1, 10, 11].map((value) => row('naissances', value));

  it('keeps no count below the threshold: 11 where the convention says nothing', () => {
    expect(hide(rows, { access: { convention: 'caisse_69' } })).toEqual([0, 'SECRET', 'SECRET', 11]);
  });

  it('follows the threshold of the convention, and leaves medians and public files as they are', () => {
    const mixed = [row('naissances', 4), row('naissances', 5), row('revenu_median', 3)];
    expect(hide(mixed, { access: { convention: 'caisse_69', threshold: 5 } })).toEqual(['SECRET', 5, 3]);
    expect(hide(mixed, {})).toEqual([4, 5, 3]);
  });

  it('keeps to the greater threshold where its dataset has one too', () => {
    const both = { access: { convention: 'caisse_69', threshold: 5 }, secrecy: { threshold: 11 } };
    expect(hide(rows, both)).toEqual([0, 'SECRET', 'SECRET', 11]);
  });
});

describe('a public file', () => {
  it('keeps no count below the threshold that it declares', () => {
    const rows = [row('naissances', 0), row('naissances', 4), row('naissances', 5), row('montant_prestations', 3)];
    expect(hide(rows, { secrecy: { threshold: 5 } })).toEqual([0, 'SECRET', 5, 3]);
  });

  it('names the counts that its threshold hides, not the amounts nor what its markers hid', () => {
    const marked: ObservationRow = { ...row('naissances', 0, '01004'), value: null, state: 'SECRET' };
    const rows = [row('naissances', 0), row('naissances', 4, '01002'), marked, row('montant_prestations', 3)];
    expect(smallCounts([...rows, row('naissances', 5)], 5, catalogue)).toEqual([
      { measure: 'naissances', year: 2022, level: 'commune', code: '01002', cog: 2022 },
    ]);
  });

  it('hides amounts that come from too few, or from nobody knows how many, or for too much from one', () => {
    const rows = ['01001', '01002', '01004', '01005'].flatMap((code, at) => [
      row('naissances', [2, 3, 3, 3][at]!, code),
      row('montant_prestations', 1_000, code),
      row('personnes_couvertes', [400, 850, 851, 400][at]!, code),
    ]);
    const amounts = { montant_prestations: { of: 'naissances', fewest: 3, largest: 'personnes_couvertes' } };
    const kept = hideSmallCounts(rows.slice(0, 11), source({ secrecy: { amounts } }), catalogue);
    expect(kept.filter(({ measure }) => measure === 'montant_prestations').map(({ value }) => value)).toEqual([
      null,
      1_000,
      null,
      null, // its largest contribution is not told
    ]);
    expect(kept.find(({ measure }) => measure === 'personnes_couvertes')).toBeUndefined();
    const alone = hideSmallCounts([row('montant_prestations', 1_000)], source({ secrecy: { amounts } }), catalogue);
    expect(alone.at(0)!.state).toBe('SECRET');
  });

  it('is rounded when it asks to be, after small counts are hidden', () => {
    const rows = [row('naissances', 7), row('naissances', 12), row('naissances', 4), row('revenu_median', 12)];
    const rounding = { step: 5, mode: 'down', apply: true };
    expect(hide(rows, { rounding, secrecy: { threshold: 5 } })).toEqual([5, 10, 'SECRET', 12]);
    expect(hide(rows, { rounding: { ...rounding, mode: 'nearest' } })).toEqual([5, 10, 5, 12]);
    expect(hide(rows, { rounding: { step: 5, mode: 'down' } })).toEqual([7, 12, 4, 12]);
  });
});

describe('what a publication keeps of a descriptor', () => {
  it('says what a hidden count may be, and how each measure is rounded', () => {
    const kept = (more: object, met = {}) => toInputSource(source(more), catalogue, met);
    expect(kept({})).not.toHaveProperty('secrecy');
    expect(kept({ secrecy: { threshold: 5 } }).secrecy).toEqual({ threshold: 5, below: true });
    const marked = { markers: { secret: ['s'] } };
    expect(kept({ ...marked, secrecy: { threshold: 5 } }, { s: 2 }).secrecy).toEqual({ threshold: 5, below: false });
    // A marker that the file never has hides nothing: what is hidden is below the threshold, as everybody knows.
    expect(kept({ ...marked, secrecy: { threshold: 5 } }, { s: 0, nd: 3 }).secrecy).toEqual({
      threshold: 5,
      below: true,
    });
    expect(kept({ ...marked, secrecy: { threshold: 5, markers: 'below' } }, { s: 2 }).secrecy).toEqual({
      threshold: 5,
      below: true,
    });
    const five = { step: 5, mode: 'down' };
    expect(kept({ rounding: five }).rounding).toEqual({ deces: five, naissances: five, personnes_couvertes: five });
    expect(kept({ rounding: { ...five, measures: ['montant_prestations'] } }).rounding).toEqual({
      montant_prestations: five,
    });
  });
});

describe('secrecy and rounding that say nothing', () => {
  it.each([
    [{ secrecy: { markers: 'below' } }, 'secrecy.markers : un marqueur ne dit un petit effectif'],
    [{ secrecy: { amounts: { montant_prestations: { of: 'naissances' } } } }, 'fewest : sans threshold'],
    [{ secrecy: { threshold: 5, amounts: { montant_prestations: { of: 'emplois' } } } }, '« emplois » n’est pas'],
    [{ rounding: { step: 5, mode: 'down', measures: ['emplois'] } }, '« emplois » n’est pas une mesure de ce fichier'],
    [{ rounding: { step: 0, mode: 'down' } }, 'rounding.step'],
    [{ secrecy: { threshold: 1 } }, 'secrecy.threshold'],
  ])('are refused: %j', (more, problem) => {
    expect(problemsOf(more).join(' ; ')).toContain(problem);
  });
});
