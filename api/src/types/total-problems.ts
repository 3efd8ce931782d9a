import type { TotalProblem } from '@boussole/warehouse';

/** What people read where a table has no total. */
export const TOTAL_PROBLEMS: Readonly<Record<TotalProblem, string>> = {
  NO_ROWS: 'Aucun territoire ne répond : il n’y a rien à totaliser.',
  OVERLAPPING: 'Pas de total : ces EPCI débordent du territoire choisi.',
  SELECTION_NOT_OF_COMMUNES: 'Pas de total : seule une sélection de communes se totalise.',
  SELECTION_TOO_LARGE: 'Pas de total : la sélection a plus de 2 000 communes.',
  SELECTION_OF_SEVERAL_YEARS: 'Pas de total d’une sélection en géographie publiée : lisez-la à géographie constante.',
};
