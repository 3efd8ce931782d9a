import { oneOf, type Rules } from '../../link/rules.ts';

/** How Portrait reads its address; the territories that it names are looked for. */
export const PORTRAIT_RULES: Rules = {
  lists: {},
  single: { annee: oneOf('comparable', 'derniere') },
  free: ['avec', 'pyramide'],
};
