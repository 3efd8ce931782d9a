import { readFileSync } from 'node:fs';
import { type Audit, isBoussoleError } from '@boussole/schema';
import type { ObservationRow } from '@boussole/warehouse';
import { describe, expect, it } from 'vitest';
import { refuseFailures } from '../src/audit/audit-delivery.ts';
import { runAudit } from '../src/audit/audits.ts';
import { parseSource } from '../src/index.ts';
import { smallGeography } from './support/small-geography.ts';

const geography = smallGeography();
const figure = (code: string, value: number | null, changes: Partial<ObservationRow> = {}): ObservationRow => ({
  measure: 'menages',
  year: 2021,
  level: 'commune',
  code,
  cog: 2024,
  value,
  state: value === null ? 'SECRET' : 'PUBLISHED',
  line: 2,
  ...changes,
});
const FILE = [figure('01004', 10), figure('01015', 20), figure('69123', 30)];
const departement = (code: string, value: number) => figure(code, value, { level: 'departement' });

interface World {
  readonly observations?: readonly ObservationRow[];
  readonly earlier?: readonly ObservationRow[];
  readonly published?: readonly ObservationRow[];
}

const run = (audit: Audit, { observations = FILE, earlier, published = [] }: World = {}) =>
  runAudit(audit, {
    observations,
    earlier,
    of: async () => published,
    geography,
    isAdditive: (measure) => measure === 'menages',
  });

describe('an audit of a source', () => {
  it('asks for a share of the territories of the vintage', async () => {
    expect(await run({ id: 'a', check: 'coverage', atLeast: 0.3 })).toEqual({ verdict: 'passed' });
    expect(await run({ id: 'a', check: 'coverage', atLeast: 0.9 })).toEqual({
      verdict: 'failed',
      problem: expect.stringMatching(/^3 territoires sur 8, 90 % attendus$/),
    });
  });

  it('keeps values within bounds', async () => {
    expect(await run({ id: 'a', check: 'range', measure: 'menages', min: 10, max: 30 })).toEqual({ verdict: 'passed' });
    expect(await run({ id: 'a', check: 'range', measure: 'menages', max: 15 })).toMatchObject({
      problem: 'menages : 2 valeurs hors bornes (au plus 15), dont 20 pour 01015, ligne 2',
    });
  });

  it('lets no territory have two figures, nor an arrondissement count beside its commune', async () => {
    expect(await run({ id: 'a', check: 'unique' })).toEqual({ verdict: 'passed' });
    expect(await run({ id: 'a', check: 'unique' }, { observations: [...FILE, figure('01004', 11)] })).toMatchObject({
      problem: '01004 a deux chiffres pour menages en 2021',
    });
    expect(await run({ id: 'a', check: 'arrondissements' })).toEqual({ verdict: 'passed' });
    const both = [...FILE, figure('69381', 3)];
    expect(await run({ id: 'a', check: 'arrondissements' }, { observations: both })).toMatchObject({
      problem: '69123 et son arrondissement 69381 compteraient deux fois',
    });
  });

  it('bounds the drift of a total, or of a median, since the delivery before', async () => {
    const drift = { id: 'a', check: 'drift', measure: 'menages', atMost: 0.1 } as const;
    const past = (...values: number[]) => FILE.map(({ code }, at) => figure(code, values[at]!));
    expect(await run(drift)).toMatchObject({ verdict: 'unchecked' });
    expect(await run(drift, { earlier: past(27, 20, 10) })).toEqual({ verdict: 'passed' });
    expect(await run(drift, { earlier: past(10, 20, 10) })).toMatchObject({
      problem: 'menages : total de 40 à 60, 10 % d’écart admis',
    });
    // A file of one département, then one of all of them: what both have is compared.
    expect(await run(drift, { earlier: [figure('01004', 10)] })).toEqual({ verdict: 'passed' });
    expect(await run(drift, { earlier: [figure('01004', 40)] })).toMatchObject({
      problem: 'menages : total de 40 à 10, 10 % d’écart admis',
    });
    // Levels that were not read before are no drift.
    const above = { ...figure('84', 900), level: 'region' } as const;
    expect(await run(drift, { observations: [...FILE, above], earlier: past(27, 20, 10) })).toEqual({
      verdict: 'passed',
    });
    const medians = FILE.map((row) => ({ ...row, measure: 'revenu' }));
    const before = past(2, 2, 2).map((row) => ({ ...row, measure: 'revenu' }));
    expect(await run({ ...drift, measure: 'revenu' }, { observations: medians, earlier: before })).toMatchObject({
      problem: 'revenu : médiane des valeurs de 2 à 20, 10 % d’écart admis',
    });
  });

  it('holds sums of communes to what another source publishes above', async () => {
    const total = {
      id: 'a',
      check: 'total',
      measure: 'menages',
      source: 'autre',
      level: 'departement',
      tolerance: 0.01,
    } as const;
    const whole = [...FILE, figure('01138', 0)];
    expect(await run(total)).toMatchObject({ verdict: 'unchecked' });
    expect(
      await run(total, { observations: whole, published: [departement('01', 30), departement('69', 30.2)] }),
    ).toEqual({ verdict: 'passed' });
    expect(await run(total, { observations: whole, published: [departement('01', 35)] })).toMatchObject({
      verdict: 'failed',
      problem: 'menages : 1 sommes sur 1 s’écartent de autre, dont 01 en 2021, 30 contre 35 publié',
    });
    // A commune is hidden, or is not there: the sum is at most the figure.
    for (const observations of [[...FILE, figure('01138', null)], FILE]) {
      expect(await run(total, { observations, published: [departement('01', 35)] })).toEqual({ verdict: 'passed' });
      expect(await run(total, { observations, published: [departement('01', 25)] })).toMatchObject({
        verdict: 'failed',
      });
    }
    const named = { ...total, publishedAs: 'autre_nom' } as const;
    expect(await run(named, { observations: whole, published: [departement('01', 35)] })).toMatchObject({
      verdict: 'unchecked',
    });
    const renamed = { ...departement('01', 35), measure: 'autre_nom' };
    expect(await run(named, { observations: whole, published: [renamed] })).toMatchObject({ verdict: 'failed' });
    const epci = { ...total, level: 'epci' } as const;
    const lyon = (cog: number) => [figure('69123', 30, { cog })];
    const metropolis = (cog: number) => figure('200046977', 99, { level: 'epci', cog });
    expect(await run(epci, { observations: lyon(2022), published: [metropolis(2021)] })).toMatchObject({
      verdict: 'unchecked',
    });
    expect(await run(epci, { observations: lyon(2022), published: [metropolis(2022)] })).toMatchObject({
      problem: 'menages : 1 sommes sur 1 s’écartent de autre, dont 200046977 en 2021, 30 contre 99 publié',
    });
    expect(await run({ ...total, level: 'france' }, { published: [figure('FR', 60, { level: 'france' })] })).toEqual({
      verdict: 'passed',
    });
  });
});

describe('a delivery whose audit failed', () => {
  const failed = { audit: 'derive', check: 'drift', verdict: 'failed', problem: 'le total double' } as const;

  it('is refused, naming the audit and how to set it aside', () => {
    expect(() => refuseFailures('f.csv', [failed], [])).toThrow(
      /« derive » : le total double.*--override derive --reason/,
    );
    try {
      refuseFailures('f.csv', [failed], [{ audit: 'autre', reason: 'x' }]);
    } catch (error) {
      expect(isBoussoleError(error) && error.code).toBe('DELIVERY_AUDIT');
    }
  });

  it('is told every audit to set aside', () => {
    expect(() => refuseFailures('f.csv', [failed, { ...failed, audit: 'somme' }], [])).toThrow(
      /des contrôles de la source sont en échec.*--override derive --override somme --reason/,
    );
  });

  it('is published when the audit is set aside, with the reason and what it found', () => {
    expect(refuseFailures('f.csv', [failed], [{ audit: 'derive', reason: 'deux caisses ont fusionné' }])).toEqual([
      { audit: 'derive', reason: 'deux caisses ont fusionné', problem: 'le total double' },
    ]);
  });
});

describe('audits in a descriptor', () => {
  const yaml = readFileSync(new URL('../sources/README.md', import.meta.url), 'utf8');
  const [source, audits] = [...yaml.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block!);

  it('are those of the documentation', () => {
    expect(parseSource('exemple.yaml', `${source}${audits}`)).toMatchObject({
      audits: expect.arrayContaining([{ id: 'une_fois', check: 'unique' }]),
    });
  });

  it.each([
    ['of an unknown kind', 'check: unique', 'check: uniq', /« audits\[2\]\.check »/],
    ['of the same name', 'une_fois', 'derive', /deux contrôles ont le même id/],
  ])('%s are refused', (_, from, to, sentence) => {
    expect(() => parseSource('exemple.yaml', `${source}${audits}`.replace(from, to))).toThrow(sentence);
  });
});
