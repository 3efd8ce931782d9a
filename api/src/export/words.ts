import { type CellState, type Indicator, SMALL_NUMBER } from '@boussole/schema';
import type { Language } from '../types/enums.ts';
import type { RowKind } from './table.ts';

/** The words of a file, in one language. */
export interface Words {
  readonly locale: string;
  /** What names a row. */
  readonly rows: Readonly<Record<'id' | 'code' | 'name' | 'epci' | 'departement', string>>;
  readonly kind: string;
  /** What each kind of row is called, and what it means. */
  readonly kindNames: Readonly<Record<RowKind, string>>;
  readonly kinds: Readonly<Record<RowKind, string>>;
  /** What figures are told apart by. */
  readonly dimensions: Readonly<Record<'territory' | 'year' | 'column', string>>;
  /** What each state is called, beside its value or in the place of one. */
  readonly states: Readonly<Record<CellState, string>>;
  readonly stateOf: (title: string) => string;
  /** To what figures are rounded: to tens, hundreds… */
  readonly nearest: readonly string[];
  /** What follows the state of a rate of few cases. */
  readonly few: string;
  readonly fewOf: (title: string) => string;
  readonly decimalsOf: (title: string) => string;
  readonly coverageOf: (title: string) => string;
  readonly incompleteOf: (title: string) => string;
  readonly statesLegend: string;
  readonly coverageLegend: string;
  readonly fewLegend: string;
  readonly units: Readonly<Record<Indicator['unit'], string>>;
  readonly constant: (vintage: number) => string;
  readonly published: string;
  /** Subjects of the lines that say what a table is. */
  readonly facts: Readonly<
    Record<
      | 'exportedAt'
      | 'publication'
      | 'page'
      | 'address'
      | 'geography'
      | 'source'
      | 'indicator'
      | 'caution'
      | 'warning'
      | 'reading',
      string
    >
  >;
  readonly publishedOn: (moment: string) => string;
  readonly vintages: (list: string) => string;
  readonly figuresSheet: string;
  readonly aboutSheet: string;
}

const FR: Words = {
  locale: 'fr-FR',
  rows: { id: 'Identifiant', code: 'Code', name: 'Nom', epci: 'EPCI', departement: 'Département' },
  kind: 'Nature de la ligne',
  dimensions: { territory: 'Territoire', year: 'Année', column: 'Colonne' },
  kindNames: { territory: 'territoire', subtotal: 'sous-total', total: 'total' },
  kinds: {
    territory: 'territoire de la liste',
    subtotal: 'sous-total : groupe de territoires de la liste, à ne pas additionner avec eux',
    total: 'total de la liste, à ne pas additionner avec elle',
  },
  states: {
    PUBLISHED: 'publié',
    COMPUTED: 'calculé',
    ESTIMATED: 'estimé',
    SECRET: 'secret statistique',
    SECRET_SECONDARY: 'secret secondaire',
    NOT_AVAILABLE: 'non disponible',
    NOT_APPLICABLE: 'sans objet',
    NOT_AGGREGABLE: 'non agrégeable',
    RESTRICTED: 'réservé',
  },
  stateOf: (title) => `${title} – état`,
  nearest: [
    'arrondi à la dizaine',
    'arrondi à la centaine',
    'arrondi au millier',
    'arrondi à la dizaine de milliers',
    'arrondi à la centaine de milliers',
  ],
  few: `moins de ${SMALL_NUMBER} cas`,
  fewOf: (title) => `${title} – taux sur moins de ${SMALL_NUMBER} cas`,
  decimalsOf: (title) => `${title} – décimales que le chiffre supporte`,
  coverageOf: (title) => `${title} – part des communes (%)`,
  incompleteOf: (title) => `${title} – communes incomplètes`,
  statesLegend:
    'une cellule sans valeur est vide, jamais zéro ; la colonne « état » à sa droite dit pourquoi : secret statistique (masqué par la source, en dessous du seuil du jeu de données, ou somme dont la source masque trop de parties), secret secondaire (masqué par Boussole pour en protéger un autre), non disponible, sans objet, non agrégeable (médiane, décile ou taux que la source ne publie pas ici), réservé (par une convention) ; « arrondi à la centaine » : la source arrondit les chiffres dont celui-ci est calculé, il n’est pas connu plus finement',
  coverageLegend:
    'quand une somme ne porte que sur une partie de ses communes, la colonne « part des communes (%) » qui suit le chiffre dit laquelle : ce n’est pas un total. Quand la source masque des parties (IRIS) de communes, la colonne « communes incomplètes » dit de combien le chiffre n’additionne que les autres : 1 pour la commune elle-même',
  fewLegend: `« moins de ${SMALL_NUMBER} cas » dans une colonne « état » (few_cases dans les formats pour programmes) : le taux repose sur si peu de cas qu’un écart peut n’être que le hasard ; lisez-le avec son intervalle, ou lisez l’EPCI`,
  units: { count: 'nombre', percent: '%', euro: 'euros', ratio: 'rapport', index: 'indice', year: 'années' },
  constant: (vintage) => `constante : le passé est ramené au découpage de ${vintage}`,
  published: 'telle que publiée chaque année',
  facts: {
    exportedAt: 'Date de l’export',
    publication: 'Publication',
    page: 'Page',
    address: 'Adresse',
    geography: 'Géographie',
    source: 'Source',
    indicator: 'Indicateur',
    caution: 'Précaution',
    warning: 'Attention',
    reading: 'Lecture',
  },
  publishedOn: (moment) => `du ${moment}`,
  vintages: (list) => `millésimes chargés : ${list}`,
  figuresSheet: 'Données',
  aboutSheet: 'Métadonnées',
};

const EN: Words = {
  locale: 'en-GB',
  rows: { id: 'Identifier', code: 'Code', name: 'Name', epci: 'EPCI', departement: 'Département' },
  kind: 'Kind of row',
  dimensions: { territory: 'Territory', year: 'Year', column: 'Column' },
  kindNames: { territory: 'territory', subtotal: 'subtotal', total: 'total' },
  kinds: {
    territory: 'territory of the list',
    subtotal: 'subtotal: a group of territories of the list, not to be added up with them',
    total: 'total of the list, not to be added up with it',
  },
  states: {
    PUBLISHED: 'published',
    COMPUTED: 'computed',
    ESTIMATED: 'estimated',
    SECRET: 'statistical secrecy',
    SECRET_SECONDARY: 'secondary secrecy',
    NOT_AVAILABLE: 'not available',
    NOT_APPLICABLE: 'not applicable',
    NOT_AGGREGABLE: 'cannot be aggregated',
    RESTRICTED: 'restricted',
  },
  stateOf: (title) => `${title} – state`,
  nearest: [
    'rounded to the nearest ten',
    'rounded to the nearest hundred',
    'rounded to the nearest thousand',
    'rounded to the nearest ten thousand',
    'rounded to the nearest hundred thousand',
  ],
  few: `fewer than ${SMALL_NUMBER} cases`,
  fewOf: (title) => `${title} – rate of fewer than ${SMALL_NUMBER} cases`,
  decimalsOf: (title) => `${title} – decimals that the figure supports`,
  coverageOf: (title) => `${title} – share of the communes (%)`,
  incompleteOf: (title) => `${title} – incomplete communes`,
  statesLegend:
    'a cell without a value is empty, never zero; the column “state” to its right says why: statistical secrecy (hidden by the source, below the threshold of the dataset, or a sum of which the source hides too many parts), secondary secrecy (hidden by Boussole to protect another), not available, not applicable, cannot be aggregated (a median, decile or rate that the source does not publish here), restricted (by a convention); “rounded to the nearest hundred”: the source rounds the figures that this one is computed from, it is known no further',
  coverageLegend:
    'when a sum is of some of its communes only, the column “share of the communes (%)” after the figure says which share: it is no total. When the source hides parts (IRIS) of communes, the column “incomplete communes” says of how many the figure adds up the other parts only: 1 for the commune itself',
  fewLegend: `“fewer than ${SMALL_NUMBER} cases” in a column “state” (few_cases in formats for programs): the rate rests on so few cases that a gap may be mere chance; read it with its interval, or read the EPCI`,
  units: { count: 'number', percent: '%', euro: 'euros', ratio: 'ratio', index: 'index', year: 'years' },
  constant: (vintage) => `constant: the past is restated in the boundaries of ${vintage}`,
  published: 'as published each year',
  facts: {
    exportedAt: 'Date of export',
    publication: 'Publication',
    page: 'Page',
    address: 'Address',
    geography: 'Geography',
    source: 'Source',
    indicator: 'Indicator',
    caution: 'Caution',
    warning: 'Warning',
    reading: 'Reading',
  },
  publishedOn: (moment) => `of ${moment}`,
  vintages: (list) => `vintages loaded: ${list}`,
  figuresSheet: 'Data',
  aboutSheet: 'Metadata',
};

export const WORDS: Readonly<Record<Language, Words>> = { fr: FR, en: EN };

/** A moment in the time of mainland France: « 15 mars 2026 à 09:30 ». */
export function toMoment(language: Language, moment: Date): string {
  return moment.toLocaleString(WORDS[language].locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  });
}

/** A day, given as ISO has it: « 15 mars 2026 ». */
export function toDay(language: Language, day: string): string {
  return new Date(day).toLocaleDateString(WORDS[language].locale, { dateStyle: 'long', timeZone: 'UTC' });
}

/** The day that a moment is of in mainland France, as ISO has it. */
export function toIsoDay(moment: Date): string {
  // Swedes write days as ISO does.
  return moment.toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });
}
