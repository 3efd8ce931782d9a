import type { LocalizedText, Vintage, Warning } from '@boussole/schema';
import type { OpenCube } from '../cube/open-cube.ts';
import { after, type Eventual } from '../store/eventual.ts';
import type { Territory } from '../territories/territory.ts';
import { enumerate } from '../territories/wording.ts';
import { type Column, figureKey, vintageOf } from './columns.ts';
import { few } from './few.ts';
import { type PartsMissing, partsMissing } from './parts-missing.ts';
import { areSameCommunes, type SumsOfSome, sumsOfSome } from './same-communes.ts';

/** Why two figures of a territory are not about the same ground; `vintages` are those whose perimeters are not known. */
export type Unlike =
  | { readonly kind: 'COMMUNES' | 'PARTS' }
  | { readonly kind: 'PERIMETER'; readonly vintages: readonly Vintage[] };

/** What is known of the figures of a trend beside their values. */
export interface Grounds {
  readonly sums: SumsOfSome;
  readonly incomplete: PartsMissing;
}

/** Reads it for some territories. */
export function groundsOf(cube: OpenCube, columns: readonly Column[], numbers: readonly number[]): Eventual<Grounds> {
  return after(sumsOfSome(cube, columns, numbers), (sums) =>
    after(partsMissing(cube, columns, numbers), (incomplete) => ({ sums, incomplete })),
  );
}

/** Why the figures of a territory in two columns must not be compared; undefined when both are about the same ground, as far as is known. */
export function unlikeness(
  cube: OpenCube,
  territory: Territory,
  number: number,
  columns: readonly [Column, Column],
  { sums, incomplete }: Grounds,
): Unlike | undefined {
  const vintages = unknownPerimeters(cube, territory, columns);
  if (vintages.length > 0) return { kind: 'PERIMETER', vintages };
  if (columns.some(({ year }) => incomplete.has(figureKey(year, number)))) return { kind: 'PARTS' };
  return areSameCommunes(cube, territory, number, columns, sums) ? undefined : { kind: 'COMMUNES' };
}

/** Vintages, of those of two published columns, of which no perimeter of EPCI is loaded; none when both have the same one. */
export function unknownPerimeters(
  cube: OpenCube,
  { level }: Pick<Territory, 'level'>,
  [from, to]: readonly [Column, Column],
): readonly Vintage[] {
  if (level !== 'epci' || from.reading === 'CONSTANT') return [];
  const [before, after] = [vintageOf(cube, from, level), vintageOf(cube, to, level)];
  return before === after ? [] : [before, after].filter((vintage) => !cube.geography.epciVintages.includes(vintage));
}

/** What is said of two figures that are not compared: of their ground, what follows from it, and what to do, if anything. */
interface Reason {
  readonly ground: string;
  readonly so: string;
  readonly advice?: string;
}

/** Says why no change is told from a year to another. */
export function whyUnlike(unlike: Unlike, from: number, to: number): LocalizedText {
  const { ground, so, advice } = reasonOf(unlike, from, to);
  const fr = `${ground.charAt(0).toUpperCase()}${ground.slice(1)} : ${so}.${advice ? ` ${advice}` : ''}`;
  return { fr, en: inEnglish(unlike, from, to) };
}

function reasonOf(unlike: Unlike, from: number, to: number): Reason {
  if (unlike.kind === 'PARTS') {
    return {
      ground: `la source masque des parties de communes (IRIS), pas forcément les mêmes en ${from} et en ${to}`,
      so: 'l’écart des sommes n’est pas une évolution',
    };
  }
  if (unlike.kind === 'PERIMETER') {
    const vintages = enumerate(unlike.vintages.map(String));
    return {
      ground: `périmètre inconnu au 1er janvier ${vintages}`,
      so: `rien ne dit que les chiffres de ${from} et de ${to} portent sur les mêmes communes, leur écart n’est pas une évolution`,
      advice: `La composition des EPCI de ${vintages} n’est pas chargée.`,
    };
  }
  return {
    ground: `les sommes de ${from} et de ${to} ne portent pas sur les mêmes communes`,
    so: 'leur écart n’est pas une évolution',
  };
}

function inEnglish(unlike: Unlike, from: number, to: number): string {
  if (unlike.kind === 'PARTS')
    return `The source hides parts of communes (IRIS), not always the same ones in ${from} and in ${to}: the difference of the sums is not a change.`;
  if (unlike.kind === 'PERIMETER') {
    const vintages = unlike.vintages.join(' and ');
    return `Perimeter unknown on 1 January ${vintages}: nothing tells that the figures of ${from} and ${to} are over the same communes, their difference is not a change. The composition of the EPCI of ${vintages} is not loaded.`;
  }
  return `The sums of ${from} and ${to} are not over the same communes: their difference is not a change.`;
}

/** Two figures of a territory that are not compared. */
export interface UnlikePair {
  readonly territory: Pick<Territory, 'name'>;
  readonly from: number;
  readonly to: number;
  readonly unlike: Unlike;
}

/** Says between which years no change is told, of whom and why. */
export function unlikeWarnings(pairs: readonly UnlikePair[]): readonly Warning[] {
  const told = new Map<string, { readonly code: Warning['code']; readonly why: string; readonly names: string[] }>();
  for (const { territory, from, to, unlike } of pairs) {
    const { ground, so, advice } = reasonOf(unlike, from, to);
    const sentence = `${ground}, ${so}.${advice ? ` ${advice}` : ''}`;
    const code = unlike.kind === 'PERIMETER' ? 'PERIMETER_CHANGED' : 'PARTIAL_COVERAGE';
    const before = told.get(sentence) ?? { code, why: whyUnlike(unlike, from, to).en, names: [] };
    before.names.push(territory.name);
    told.set(sentence, before);
  }
  return [...told].map(([sentence, { code, why, names }]) => {
    const named = few(names);
    return { code, message: `${named.fr} : ${sentence}`, english: `${named.en}. ${why}` };
  });
}
