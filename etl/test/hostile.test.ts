import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { draftSource } from '../src/draft/draft.ts';
import { smallGeography } from './support/small-geography.ts';
import { type Bench, fixtureText, openBench, refusal } from './support/table.ts';
import { sheetXml, workbook } from './support/workbook.ts';

const geography = smallGeography();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(() => geography);
});

/** An archive whose one entry is more than its directory says. */
function lyingArchive(bytes: number, announced: number): Buffer {
  const archive = Buffer.from(zipSync({ 'a.csv': new Uint8Array(1) }, { level: 9 }));
  const content = deflateRawSync(Buffer.alloc(bytes));
  const directory = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  const start = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28);
  const [local, rest] = [archive.subarray(0, start), Buffer.from(archive.subarray(directory))];
  rest.writeUInt16LE(8, 10);
  rest.writeUInt32LE(content.length, 20);
  rest.writeUInt32LE(announced, 24);
  rest.writeUInt32LE(start + content.length, rest.length - 22 + 16);
  return Buffer.concat([local, content, rest]);
}

const renamed = (archive: Buffer, from: string, to: string): Buffer =>
  Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1');

describe('a workbook or an archive made to harm', () => {
  it.each([
    [
      'unpacks to a hundred times its size',
      () => Buffer.from(zipSync({ 'a.csv': new Uint8Array(40 * 2 ** 20) })),
      'plus de 100 fois sa taille',
    ],
    ['leads out of its folder', () => renamed(workbook({ zzzzzz: 'a' }), 'zzzzzz', '../../'), 'mène hors de l’archive'],
    ['is cut short', () => workbook().subarray(0, 300), 'lisible'],
    [
      'has thousands of entries',
      () =>
        Buffer.from(
          zipSync(Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`${index}`, new Uint8Array(0)]))),
        ),
      '2000 admises',
    ],
  ])('is refused at once when it %s', async (_, make, problem) => {
    const path = bench.write('livraison.xlsx', make());
    const started = performance.now();
    expect(await refusal(bench.read(path))).toMatchObject({
      code: 'WORKBOOK_INVALID',
      message: expect.stringContaining(problem),
    });
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it.each([
    ['is larger than it announces', () => lyingArchive(8 * 2 ** 20, 1_000), 'n’a pas la taille qu’elle annonce'],
    [
      'declares XML entities',
      () => workbook({ 'xl/worksheets/sheet1.xml': `<!DOCTYPE a [<!ENTITY b "bbbb">]>${sheetXml('')}` }),
      'déclare des entités XML',
    ],
  ])('is refused by the process that looks into it when it %s', async (_, make, problem) => {
    const path = bench.write('livraison.xlsx', make());
    expect(await refusal(bench.read(path))).toMatchObject({
      code: 'WORKBOOK_INVALID',
      message: expect.stringContaining(problem),
    });
    const archive = bench.write('livraison.zip', make());
    expect(await refusal(bench.read(archive))).toMatchObject({
      code: 'ARCHIVE_INVALID',
      message: expect.stringContaining(problem),
    });
  });

  it('is refused with a formula, when it is read', async () => {
    const sheet = sheetXml('<row r="1"><c r="A1" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c></row>');
    const path = bench.write('formule.xlsx', workbook({ 'xl/worksheets/sheet1.xml': sheet }));
    expect(await refusal(bench.read(path, { source: 'dgcl_epci' }))).toMatchObject({
      code: 'WORKBOOK_INVALID',
      message: expect.stringContaining('ligne 1, colonne 1'),
    });
  });
});

describe('a file of people', () => {
  const people = [
    ['NIR', 'des numéros de sécurité sociale', ['184127645108946', '2 69 05 49 588 157 80', '1840176451089']],
    ['contact', 'des adresses électroniques', ['jeanne@example.org', 'jean@example.org', '']],
    ['joindre', 'des numéros de téléphone', ['06 12 34 56 78', '+33 6 12 34 56 78', '0612345678']],
  ] as const;

  it.each(people)('is refused for its column %s', async (column, kind, values) => {
    const [header, ...rows] = fixtureText('cc_filosofi_2021_COM.csv').trimEnd().split('\n');
    const changed = [
      header!.replace('RD21', column),
      ...rows.map((row, index) => `${row.replace(/[^;]*$/, '')}${values[index % 3]}`),
    ];
    const csv = `CODGEO;${column}\n01004;${values[0]}\n01015;${values[1]}\n69123;${values[2]}\n`;
    const path = bench.write('personnes.csv', csv);
    const draft = draftSource(path, Buffer.from(csv), geography, new Date('2026-01-01'));
    const message = expect.stringContaining(`la colonne « ${column} » contient ${kind}`);
    expect(await refusal(draft)).toMatchObject({ code: 'PERSONAL_DATA', message });
    const last = bench.write('cc.csv', `${changed.join('\n')}\n`);
    expect(await refusal(bench.read(last, { source: 'insee_filosofi_communes' }))).toMatchObject({
      code: 'PERSONAL_DATA',
    });
  });

  it.each([
    ['SIREN and SIRET', ['200046977', '20004697700019', '24010075000012']],
    ['populations', ['1204', '530000', '12']],
    ['estimates with ten decimals', ['184.1276451089', '269.0549588157', '184.0176451089']],
  ])('is not one of %s', async (_, values) => {
    const csv = `CODGEO;n\n01004;${values[0]}\n01015;${values[1]}\n69123;${values[2]}\n`;
    const path = bench.write('n.csv', csv);
    await expect(draftSource(path, Buffer.from(csv), geography, new Date('2026-01-01'))).resolves.toBeDefined();
  });
});
