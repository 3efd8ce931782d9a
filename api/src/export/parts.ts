import { SMALL_NUMBER } from '@boussole/schema';
import type { Language } from '../types/enums.ts';

/** What stands beside figures in formats for programs, by what ends the name of its column, or by its whole name. */
export const BESIDE_FIGURES = [
  'state',
  'decimals',
  'few_cases',
  'coverage',
  'incomplete',
  'rank',
  'size',
  'percentile',
  'members',
  'kind',
] as const;
export type BesideFigures = (typeof BESIDE_FIGURES)[number];

/** What a file of JSON-stat holds. */
export type JsonStatPart =
  | `dimension.${'territory' | 'indicator' | 'year' | 'column'}`
  | `extension.${JsonStatExtension}`
  | 'id, size, value, status'
  | 'role'
  | 'note';
export type JsonStatExtension = 'boussole' | 'decimals' | 'coverage' | 'incomplete' | 'fewCases' | 'kinds';

interface FileParts {
  readonly beside: Readonly<Record<BesideFigures, string>>;
  readonly jsonStat: Readonly<Record<JsonStatPart, string>>;
}

/** What each part of a file for programs is. */
export const FILE_PARTS: Readonly<Record<Language, FileParts>> = {
  fr: {
    beside: {
      state: 'État de la cellule : pourquoi elle est vide, ou si le chiffre est publié, calculé ou estimé.',
      decimals:
        'Décimales que le chiffre supporte, là où une source arrondit ce dont il est fait ; −1 à la dizaine, −2 à la centaine.',
      few_cases: `true pour un taux sur moins de ${SMALL_NUMBER} cas, là où il y en a.`,
      coverage:
        'Part des communes sur laquelle porte une somme, de 0 à 100 %, là où certaines sont partielles ; vide quand ce n’est pas une somme.',
      incomplete:
        'Nombre de communes dont la source masque des parties (IRIS), que le chiffre n’additionne donc pas ; 1 pour la commune elle-même.',
      rank: 'Rang parmi les territoires de même niveau, 1 pour le plus grand chiffre ; à égalité, le même.',
      size: 'Combien sont rangés ; pour un groupe de lignes, de combien de communes il est fait.',
      percentile: 'Part de ceux qui sont strictement en dessous, de 0 à 100.',
      members: 'Pour un groupe de lignes, de combien de ses communes il est la somme.',
      kind: 'Nature de la ligne, là où il y a des sous-totaux ou un total : territory, subtotal ou total.',
    },
    jsonStat: {
      'dimension.territory': 'Lignes : identifiants et noms des territoires, dans l’ordre du tableau.',
      'dimension.indicator':
        'Indicateurs : identifiants, libellés, et unité avec ses décimales (category.unit). Avec year, quand chaque indicateur est là pour chaque année.',
      'dimension.year': 'Années, de la plus ancienne à la plus récente.',
      'dimension.column':
        'Au lieu de indicator et year, quand ils ne se croisent pas tous : une catégorie par colonne, indicateur@année.',
      'id, size, value, status':
        'Les cellules, territoire après territoire puis dans l’ordre des dimensions de id : value est nul là où il n’y a pas de valeur, status est l’état de chacune. Les rangs ne sont pas dans ce format.',
      role: 'Ce que sont les dimensions : territory est geo, year est time, indicator ou column est metric.',
      note: 'Comment lire les cellules vides, puis ce dont il faut se méfier.',
      'extension.boussole': 'Les métadonnées de about.json : publication, géographie, sources, indicateurs, états.',
      'extension.decimals':
        'Dans l’ordre de value : décimales que chaque chiffre supporte, là où une source arrondit ; −1 à la dizaine.',
      'extension.coverage':
        'Dans l’ordre de value, là où des sommes sont partielles : part des communes de chacune, de 0 à 1, nul quand ce n’est pas une somme.',
      'extension.incomplete':
        'Dans l’ordre de value, là où une source masque des parties (IRIS) de communes : de combien chaque chiffre n’additionne que les autres.',
      'extension.fewCases': `Dans l’ordre de value, là où il y en a : true pour un taux sur moins de ${SMALL_NUMBER} cas.`,
      'extension.kinds':
        'Dans l’ordre des territoires, là où il y a des sous-totaux ou un total : territory, subtotal ou total. Qui additionne n’en prend qu’une sorte.',
    },
  },
  en: {
    beside: {
      state: 'State of the cell: why it is empty, or whether the figure is published, computed or estimated.',
      decimals:
        'Decimals that the figure supports, where a source rounds what it is made of; −1 to the ten, −2 to the hundred.',
      few_cases: `true for a rate of fewer than ${SMALL_NUMBER} cases, where there are some.`,
      coverage:
        'Share of the communes that a sum is of, from 0 to 100 %, where some are partial; empty for what is no sum.',
      incomplete:
        'Number of communes of which the source hides parts (IRIS), that the figure does not add up; 1 for the commune itself.',
      rank: 'Rank among the territories of the same level, 1 for the highest figure; equal ones share it.',
      size: 'How many are ranked; for a group of rows, how many communes it is made of.',
      percentile: 'Share of those that are strictly below, from 0 to 100.',
      members: 'For a group of rows, how many of its communes it is the sum of.',
      kind: 'Kind of row, where there are subtotals or a total: territory, subtotal or total.',
    },
    jsonStat: {
      'dimension.territory': 'Rows: ids and names of the territories, in the order of the table.',
      'dimension.indicator':
        'Indicators: ids, labels, and unit with its decimals (category.unit). With year, when every indicator is there for every year.',
      'dimension.year': 'Years, oldest first.',
      'dimension.column':
        'In the place of indicator and year, when not all of them cross: one category per column, indicator@year.',
      'id, size, value, status':
        'The cells, territory by territory, then in the order of the dimensions of id: value is null where there is none, status is the state of each. Ranks are not in this format.',
      role: 'What the dimensions are: territory is geo, year is time, indicator or column is metric.',
      note: 'How to read empty cells, then what to beware of.',
      'extension.boussole': 'The metadata of about.json: publication, geography, sources, indicators, states.',
      'extension.decimals':
        'In the order of value: decimals that each figure supports, where a source rounds; −1 to the ten.',
      'extension.coverage':
        'In the order of value, where sums are partial: the share of the communes of each, from 0 to 1, null for what is no sum.',
      'extension.incomplete':
        'In the order of value, where a source hides parts (IRIS) of communes: of how many each figure adds up the other parts only.',
      'extension.fewCases': `In the order of value, where there are some: true for a rate of fewer than ${SMALL_NUMBER} cases.`,
      'extension.kinds':
        'In the order of the territories, where there are subtotals or a total: territory, subtotal or total. Who adds up takes one kind only.',
    },
  },
};
