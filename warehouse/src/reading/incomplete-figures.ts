import type { Indicator, LocalizedText, Warning } from '@boussole/schema';
import { enumerate, enumerateInEnglish } from '../territories/wording.ts';

/** Figures of an indicator that rest on part of what they should: how many, and the first ones in words. */
export interface IncompleteFigures {
  readonly indicator: Indicator;
  readonly count: number;
  readonly first: readonly LocalizedText[];
}

/** Figures that are told one by one, of each indicator. */
export const SHOWN = 3;
/** Lists of indicators that are told. */
const LISTS = 4;
/** Indicators named at the head of a list. */
const NAMED = 5;

interface Sentences {
  /** What comes before the places, and after. */
  readonly fr: readonly [string, string];
  readonly en: readonly [string, string];
}

/** A warning for sums and one for ratios and differences, where there are any; figures are told by indicator when the answer shows several. */
export function incompleteWarnings(
  figures: readonly IncompleteFigures[],
  hasSeveral: boolean,
  words: { readonly sums: Sentences; readonly ratios: Sentences },
): readonly Warning[] {
  return (['sums', 'ratios'] as const).flatMap((kind): readonly Warning[] => {
    const own = figures.filter(({ indicator, count }) => count > 0 && isSum(indicator) === (kind === 'sums'));
    if (own.length === 0) return [];
    const places = tell(own, hasSeveral);
    const { fr, en } = words[kind];
    return [
      {
        code: 'PARTIAL_COVERAGE',
        message: `${fr[0]} ${places.fr}. ${fr[1]}`,
        english: `${en[0]} ${places.en}. ${en[1]}`,
      },
    ];
  });
}

/** Whether what is missing can only add to a figure. */
function isSum({ formula }: Indicator): boolean {
  return 'measure' in formula || ('sum' in formula && formula.minus.length === 0);
}

/** Indicators whose figures are told in the same words. */
interface List {
  readonly places: LocalizedText;
  readonly indicators: Set<Indicator>;
}

/** « A 2023 (80 % des communes) et 2 autres », and whose figures those are when there are several indicators. */
function tell(figures: readonly IncompleteFigures[], hasSeveral: boolean): LocalizedText {
  const lists = new Map<string, List>();
  let before: IncompleteFigures | undefined;
  let list: List | undefined;
  for (const figure of figures) {
    // Those in the same words as the ones before are in the same list.
    if (!list || figure.count !== before?.count || figure.first !== before.first) {
      const places = placesOf(figure);
      list = lists.get(places.fr) ?? { places, indicators: new Set() };
      lists.set(places.fr, list);
    }
    list.indicators.add(figure.indicator);
    before = figure;
  }
  const all = [...lists.values()];
  const shown = all.slice(0, all.length > LISTS + 1 ? LISTS : all.length);
  const left = new Set(all.slice(shown.length).flatMap(({ indicators }) => [...indicators])).size;
  const told = shown.map(({ places, indicators }): LocalizedText => {
    if (!hasSeveral) return places;
    const names = namesOf([...indicators]);
    return { fr: `${names.fr} : ${places.fr}`, en: `${names.en}: ${places.en}` };
  });
  const others = left > 0 ? [{ fr: `et ${left} autres indicateurs`, en: `and ${left} other indicators` }] : [];
  return {
    fr: [...told, ...others].map(({ fr }) => fr).join(' ; '),
    en: [...told, ...others].map(({ en }) => en).join('; '),
  };
}

const FRENCH = new Intl.NumberFormat('fr-FR');
const ENGLISH = new Intl.NumberFormat('en-GB');

function placesOf({ count, first }: IncompleteFigures): LocalizedText {
  const others = count - first.length;
  return {
    fr:
      first.map(({ fr }) => fr).join(', ') +
      (others > 0 ? ` et ${FRENCH.format(others)} ${others > 1 ? 'autres' : 'autre'}` : ''),
    en:
      first.map(({ en }) => en).join(', ') +
      (others > 0 ? ` and ${ENGLISH.format(others)} ${others > 1 ? 'others' : 'other'}` : ''),
  };
}

function namesOf(indicators: readonly Indicator[]): LocalizedText {
  const named = indicators.slice(0, indicators.length > NAMED + 1 ? NAMED : indicators.length);
  const others = indicators.length - named.length;
  return {
    fr: enumerate([...named.map(({ shortLabel }) => shortLabel.fr), ...(others > 0 ? [`${others} autres`] : [])]),
    en: enumerateInEnglish([
      ...named.map(({ shortLabel }) => shortLabel.en),
      ...(others > 0 ? [`${others} others`] : []),
    ]),
  };
}
