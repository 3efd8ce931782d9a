import { describe, expect, it } from 'vitest';
import { readExplore } from '../src/explore-url.ts';
import { compareRules } from '../src/features/compare/link-rules.ts';
import { markedRules, withKnownConditions } from '../src/features/compare/marked/link-rules.ts';
import { exploreRules, withKnownColumns } from '../src/features/explore/link-rules.ts';
import { mapRules } from '../src/features/map/link-rules.ts';
import { PORTRAIT_RULES } from '../src/features/portrait/link-rules.ts';
import { positionRules } from '../src/features/position/link-rules.ts';
import { trendRules } from '../src/features/trend/link-rules.ts';
import type { Catalogue, Indicator } from '../src/indicators/use-catalogue.ts';
import { type Rules, unusedParts, withoutParts } from '../src/link/rules.ts';
import { readMarked } from '../src/marked-url.ts';
import { query, readCompare, readTrend } from '../src/url.ts';
import { toIndicator } from './indicator.ts';

function indicator(id: string, years: readonly number[]): Indicator {
  const counts = {
    geographies: ['PUBLISHED' as const],
    vintage: 2021,
    communes: 1,
    epci: 0,
    departements: 0,
    regions: 0,
    france: 0,
  };
  return toIndicator(id, { label: id.toUpperCase(), keyRank: 1, years: years.map((year) => ({ ...counts, year })) });
}

const INDICATORS = [indicator('revenu', [2020, 2021]), indicator('chomage', [2018])];
const CATALOGUE: Catalogue = {
  themes: [],
  indicators: INDICATORS,
  byId: new Map(INDICATORS.map((one) => [one.id, one])),
};

const told = (address: string, rules: Rules): string[] =>
  unusedParts(new URLSearchParams(address), rules).map(({ name, value, why, instead, shown }) =>
    [`${name}=${value}`, why, instead, shown].filter(Boolean).join(' '),
  );

function ofCompare(address: string): string[] {
  const asked = readCompare(new URLSearchParams(address));
  const known = asked.indicators.filter((id) => CATALOGUE.byId.has(id));
  const view = { ...asked, indicators: known.length > 0 ? known : ['revenu', 'chomage'] };
  return told(address, compareRules(asked, view, CATALOGUE, 'les clés'));
}

function ofExplore(address: string): string[] {
  const asked = readExplore(new URLSearchParams(address));
  return told(address, exploreRules(asked, withKnownColumns(asked, CATALOGUE), CATALOGUE, 'les clés'));
}

function ofTrend(address: string): Rules {
  const asked = readTrend(new URLSearchParams(address));
  return trendRules(asked, { ...asked, indicators: ['revenu'] }, CATALOGUE);
}

describe('the parts of a link that a page could not use', () => {
  it('are none of an address that a page writes, nor of its usual settings written out, nor of what mailings add to it', () => {
    expect(ofCompare('i=revenu,chomage&annee=2018&tri=-revenu&rang=epci&pourquoi=revenu|2021|commune:69123')).toEqual(
      [],
    );
    expect(ofCompare('annee=comparable&rang=france&geographie=constante&rangs=non&utm_source=lettre&fbclid=1')).toEqual(
      [],
    );
    expect(
      ofExplore('i=revenu&annees=toutes&filtre=revenu@2021:gte:20000&tri=-revenu@2021,nom&grouper=epci&couper=sexe'),
    ).toEqual([]);
  });

  it('are settings of other pages, and of none: they are told, and can be taken out', () => {
    expect(ofCompare('t=commune:69123&i=revenu&dans=epci:1&utm_source=lettre&couleur=rouge,bleu')).toEqual([
      'dans=epci:1 UNREAD OTHERS',
      'couleur=rouge,bleu UNREAD OTHERS',
    ]);
    expect(ofExplore('t=commune:69123&dans=epci:1&q=lyon&ouverts=epci:1&ordre=nom&avec=commune:69123')).toEqual([
      'avec=commune:69123 UNREAD OTHERS',
    ]);
    expect(told('avec=commune:69123&pyramide=epci:1&theme=revenus', PORTRAIT_RULES)).toEqual([
      'theme=revenus UNREAD OTHERS',
    ]);
    expect(told('vue=ecarts&t=commune:1&dans=epci:1&seul=commune:1&rangs=oui', markedRules(CATALOGUE, []))).toEqual([
      'rangs=oui UNREAD OTHERS',
    ]);
    const [revenu] = INDICATORS as [Indicator, Indicator];
    const of = { indicator: revenu, year: 2021, second: undefined };
    expect(told('t=commune:1&dans=epci:1&annees=2021', positionRules(of, CATALOGUE))).toEqual([
      'annees=2021 UNREAD OTHERS',
    ]);
    const first = { indicator: revenu, year: 2021, years: [2021] };
    expect(
      told(
        'dans=epci:1&repere=france:FR&t=commune:1',
        mapRules({ first, second: undefined, levels: ['COMMUNE'] }, CATALOGUE),
      ),
    ).toEqual(['t=commune:1 UNREAD OTHERS']);
    const address = 't=commune:1&annee=2021';
    const parts = unusedParts(new URLSearchParams(address), ofTrend(address));
    expect(parts).toMatchObject([{ name: 'annee', value: '2021' }]);
    expect(query(Object.fromEntries(withoutParts(new URLSearchParams(address), parts)))).toBe('?t=commune:1');
  });

  it('are told with the reason and with what is shown instead', () => {
    expect(ofCompare('i=revenu,revenu_medain&annee=1950&rang=monde&tri=-chomage')).toEqual([
      'i=revenu_medain INDICATOR OTHERS',
      'annee=1950 YEAR LATEST',
      'rang=monde VALUE USUAL',
      'tri=-chomage NOT_THERE ORDER',
    ]);
    expect(ofCompare('vue=zzz&rangs=OUI')).toEqual(['vue=zzz VALUE USUAL', 'rangs=OUI VALUE USUAL']);
    expect(ofCompare('i=revenu_medain&annee=20x1&pourquoi=revenu')).toEqual([
      'i=revenu_medain INDICATOR SHOWN les clés',
      'annee=20x1 VALUE LATEST',
      'pourquoi=revenu VALUE NONE',
    ]);
    expect(told('i=rien&base=50', ofTrend('i=rien&base=50'))).toEqual([
      'i=rien INDICATOR SHOWN REVENU',
      'base=50 VALUE USUAL',
    ]);
    const [revenu, chomage] = INDICATORS as [Indicator, Indicator];
    expect(
      told(
        'i=rien&annee=1999&niveau=canton',
        positionRules({ indicator: revenu, year: 2021, second: chomage }, CATALOGUE),
      ),
    ).toEqual(['i=rien INDICATOR SHOWN REVENU', 'annee=1999 YEAR SHOWN 2021', 'niveau=canton VALUE USUAL']);
    const first = { indicator: revenu, year: 2021, years: [2020, 2021] };
    expect(
      told(
        'annee=1999&classes=9&bornes=5,x&methode=magie&cadre=1',
        mapRules({ first, second: undefined, levels: ['COMMUNE'] }, CATALOGUE),
      ),
    ).toEqual([
      'annee=1999 YEAR SHOWN 2021',
      'classes=9 VALUE USUAL',
      'bornes=x VALUE USUAL',
      'methode=magie VALUE USUAL',
      'cadre=1 VALUE USUAL',
    ]);
  });

  it('are conditions, years and orders of the Explorer that nothing answers: they are left out', () => {
    const address =
      'i=revenu&annees=2021,1950&filtre=revenu@2021:gte:x,revenu@2021:between:9:5,rien@2021:gte:1,revenu@1950:gte:1,revenu@2020:gte:5&tri=-revenu@1950&grouper=canton';
    expect(ofExplore(address)).toEqual([
      'annees=1950 YEAR OTHERS',
      'filtre=revenu@2021:gte:x VALUE NO_FILTER',
      'filtre=revenu@2021:between:9:5 VALUE NO_FILTER',
      'filtre=rien@2021:gte:1 INDICATOR NO_FILTER',
      'filtre=revenu@1950:gte:1 YEAR NO_FILTER',
      'tri=-revenu@1950 YEAR ORDER',
      'grouper=canton VALUE USUAL',
    ]);
    const view = withKnownColumns(readExplore(new URLSearchParams(address)), CATALOGUE);
    expect(view.filters.map(({ value }) => value)).toEqual([5]);
    expect(view.sort).toEqual([]);
    expect(view.years).toEqual([2021]);
    expect(ofExplore('i=revenu&niveau=epci&grouper=departement')).toEqual(['grouper=departement NOT_THERE USUAL']);
  });

  it('are conditions on the gaps of Comparer that name nothing: they are left out too', () => {
    const catalogue = { ...CATALOGUE, themes: [{ id: 'theme', label: 'Thème' }] };
    const address = 'vue=ecarts&theme=inconnu&indicateur=revenu_medain&sens=haut&niveau=COMMUNE&tous=OUI';
    expect(told(address, markedRules(catalogue, ['COMMUNE']))).toEqual([
      'theme=inconnu VALUE USUAL',
      'indicateur=revenu_medain INDICATOR OTHERS',
      'sens=haut VALUE USUAL',
      'tous=OUI VALUE USUAL',
    ]);
    const nothing = { theme: undefined, indicator: undefined, side: undefined, level: 'COMMUNE', all: false };
    expect(withKnownConditions(readMarked(new URLSearchParams(address)), catalogue)).toMatchObject(nothing);
    const kept = readMarked(new URLSearchParams('theme=theme&indicateur=revenu'));
    expect(withKnownConditions(kept, catalogue)).toEqual(kept);
  });

  it('can be taken out, the rest staying as it is', () => {
    const parameters = new URLSearchParams('i=revenu,rien&annee=1950&t=commune:1&vide=');
    const parts = [
      { name: 'i', value: 'rien', why: 'INDICATOR', instead: 'OTHERS' },
      { name: 'annee', value: '1950', why: 'YEAR', instead: 'LATEST' },
      { name: 't', value: 'commune:1', why: 'TERRITORY', instead: 'OTHERS' },
    ] as const;
    expect(query(Object.fromEntries(withoutParts(parameters, parts)))).toBe('?i=revenu');
  });
});
