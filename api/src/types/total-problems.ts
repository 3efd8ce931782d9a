import type { LocalizedText } from '@boussole/schema';
import type { TotalProblem } from '@boussole/warehouse';

/** What people read where a table has no total. */
export const TOTAL_PROBLEMS: Readonly<Record<TotalProblem, LocalizedText>> = {
  NO_ROWS: {
    fr: 'Aucun territoire ne répond : il n’y a rien à totaliser.',
    en: 'No territory answers: there is nothing to add up.',
  },
  OVERLAPPING: {
    fr: 'Pas de total : ces EPCI débordent du territoire choisi.',
    en: 'No total: these EPCI overlap the borders of the chosen territory.',
  },
  SELECTION_NOT_OF_COMMUNES: {
    fr: 'Pas de total : seule une sélection de communes se totalise.',
    en: 'No total: only a selection of communes is added up.',
  },
  SELECTION_TOO_LARGE: {
    fr: 'Pas de total : la sélection a plus de 2 000 communes.',
    en: 'No total: the selection has more than 2,000 communes.',
  },
  SELECTION_OF_SEVERAL_YEARS: {
    fr: 'Pas de total d’une sélection en géographie publiée : lisez-la à géographie constante.',
    en: 'No total of a selection in published geography: read it in constant geography.',
  },
  ALL_HIDDEN: {
    fr: 'Pas de total : les chiffres de ces lignes sont masqués au titre du secret statistique.',
    en: 'No total: the figures of these rows are hidden under statistical secrecy.',
  },
  NONE_ADDITIVE: {
    fr: 'Pas de total : ces chiffres ne s’additionnent ni ne se moyennent, et aucune source n’en donne pour l’ensemble.',
    en: 'No total: these figures are neither added up nor averaged, and no source gives one for all of them.',
  },
  ALL_RESTRICTED: {
    fr: 'Pas de total : ces chiffres sont sous une convention qui ne couvre pas l’ensemble des lignes.',
    en: 'No total: these figures are under a convention that does not cover all the rows.',
  },
  NO_FIGURE: {
    fr: 'Pas de total : aucune colonne n’a de chiffre qui décrive l’ensemble des lignes (masqués, manquants ou non agrégeables).',
    en: 'No total: no column has a figure that describes all the rows (hidden, missing or not aggregable).',
  },
};
