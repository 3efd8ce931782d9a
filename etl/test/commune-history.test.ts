import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { buildGeography, type CommuneRow, type MovementRow, type Passage } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { toMovements } from '../src/read/commune-history.ts';
import { JsonEntry } from '../src/read/json-entry.ts';

const OFFICIAL = new URL('../../../shared/data/insee-cog/mvtcommune_2026.csv', import.meta.url).pathname;
const hasOfficial = existsSync(OFFICIAL);
if (!hasOfficial) console.info(`${OFFICIAL} is absent: the history is not compared with it`);

/** The last day that the package tells of. */
const LAST_DAY = '2019-01-01';

const movements = toMovements(entriesOf(packaged('cog-2020', 'historique-communes')));
const single = (code: string) => [{ code, weight: 1, estimated: false }];

describe('the history of communes that a package carries', () => {
  const geography = geographyOf(movements);

  it('becomes rows as INSEE writes them', () => {
    const annecy = movements.filter(({ date, codeBefore }) => date === '2017-01-01' && codeBefore === '74011');
    const row = { mod: 32, date: '2017-01-01', typeBefore: 'COM', codeBefore: '74011', nameBefore: 'Annecy-le-Vieux' };
    expect(annecy).toEqual([
      { ...row, typeAfter: 'COM', codeAfter: '74010', nameAfter: 'Annecy' },
      { ...row, typeAfter: 'COMD', codeAfter: '74011', nameAfter: 'Annecy-le-Vieux' },
    ]);
    const freigne = movements.filter(({ nameBefore, typeAfter }) => nameBefore === 'Freigné' && typeAfter === 'COM');
    expect(freigne.map(({ mod, codeBefore, codeAfter }) => [mod, codeBefore, codeAfter])).toEqual([
      [41, '49144', '44225'],
      [32, '44225', '44180'],
    ]);
  });

  it.each([
    ['74011', 2016, '74010'], // Annecy-le-Vieux
    ['50173', 2015, '50129'], // Équeurdreville-Hainneville, Cherbourg-en-Cotentin
    ['14472', 2016, '14654'], // L'Oudon
    ['49144', 2017, '44180'], // Freigné
    ['20004', 1975, '2A004'], // Ajaccio
    ['69232', 1960, '69123'], // Saint-Rambert-l'Île-Barbe
  ])('knows where %s of %i has gone', (code, vintage, successor) => {
    expect(geography.passage(vintage, 2019).parts.get(code)).toEqual(single(successor));
  });

  it('has only the modalities of INSEE, and days that exist', () => {
    expect([...new Set(movements.map(({ mod }) => mod))].sort((a, b) => a - b)).toEqual([
      10, 20, 21, 30, 31, 32, 33, 34, 41, 50,
    ]);
    for (const { date } of movements) expect(new Date(date).toISOString().startsWith(date)).toBe(true);
  });
});

describe.skipIf(!hasOfficial)('the history of communes, against the official movements', () => {
  const official = hasOfficial ? readOfficial() : [];

  it('gives the same passages, except where it does not say out of what a commune was created or shared', () => {
    const [ours, theirs] = [geographyOf(movements), geographyOf(official)];
    const untold = untoldCodes(official);
    const compared = [1944, 1960, 1972, 1980, 1990, 2006, 2017];
    for (const vintage of compared) {
      for (const [from, to] of [
        [vintage, 2019],
        [2019, vintage],
      ] as const) {
        const different = differences(ours.passage(from, to), theirs.passage(from, to));
        expect(
          different.filter((code) => !untold.has(code)),
          `${from} to ${to}`,
        ).toEqual([]);
      }
    }
  });

  it('differs in nothing after the last creation', () => {
    const [ours, theirs] = [geographyOf(movements), geographyOf(official)];
    for (const vintage of [2012, 2016, 2018]) {
      expect(differences(ours.passage(vintage, 2019), theirs.passage(vintage, 2019))).toEqual([]);
      expect(differences(ours.passage(2019, vintage), theirs.passage(2019, vintage))).toEqual([]);
    }
  });
});

/** Communes of rows 20 and 30, which say what they came from and went to where the package does not; and where these ended. */
function untoldCodes(official: readonly MovementRow[]): ReadonlySet<string> {
  const codes = new Set<string>();
  const created = new Set<string>();
  for (const { mod, codeBefore, codeAfter } of official) {
    if (mod === 20 || mod === 30) codes.add(codeBefore).add(codeAfter);
    if (mod === 20 && codeBefore !== codeAfter) created.add(codeAfter);
  }
  for (const { mod, codeBefore, codeAfter } of official) {
    const isRenumbered = mod === 41 && (codes.has(codeBefore) || codes.has(codeAfter));
    if (isRenumbered || (mod === 31 && created.has(codeBefore))) codes.add(codeBefore).add(codeAfter);
  }
  return codes;
}

function differences(ours: Passage, theirs: Passage): readonly string[] {
  const codes = new Set([...keysOf(ours), ...keysOf(theirs)]);
  return [...codes].filter((code) => targetsOf(ours, code) !== targetsOf(theirs, code));
}

function keysOf({ parts, undetermined, lost }: Passage): readonly string[] {
  return [...parts.keys(), ...undetermined.keys(), ...lost];
}

function targetsOf({ parts, undetermined, lost }: Passage, code: string): string {
  const shares = parts.get(code)?.map((share) => share.code) ?? undetermined.get(code);
  return shares?.join(' ') ?? (lost.has(code) ? 'lost' : 'absent');
}

function geographyOf(movement: readonly MovementRow[]) {
  const commune = entriesOf(packaged('cog-2019', 'communes'))
    .filter((entry) => entry.text('type') === 'commune-actuelle')
    .map((entry): CommuneRow => {
      const departement = entry.maybeText('departement') ?? null;
      return {
        cog: 2019,
        code: entry.text('code'),
        name: entry.text('nom'),
        type: 'COM',
        departement,
        region: null,
        parent: null,
      };
    });
  const told = movement.filter(({ date }) => date <= LAST_DAY);
  return buildGeography({ commune, departement: [], region: [], epci: [], membership: [], movement: told, postal: [] });
}

function entriesOf(values: readonly unknown[]): readonly JsonEntry[] {
  return values.map((value, index) => new JsonEntry('package', { rank: index + 1 }, value));
}

function packaged(name: string, table: string): readonly unknown[] {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return JSON.parse(readFileSync(manifest.replace('package.json', `data/${table}.json`), 'utf8')) as readonly unknown[];
}

function readOfficial(): readonly MovementRow[] {
  const [, ...lines] = readFileSync(OFFICIAL, 'utf8').split(/\r?\n/);
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const fields = line.split(',');
      const [mod = '', date = '', typeBefore = '', codeBefore = '', , , , nameBefore = ''] = fields;
      const [typeAfter = '', codeAfter = '', , , , nameAfter = ''] = fields.slice(8);
      return { mod: Number(mod), date, typeBefore, codeBefore, nameBefore, typeAfter, codeAfter, nameAfter };
    });
}
