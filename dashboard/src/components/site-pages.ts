import { MARKED_VIEW } from '../marked-url.ts';

/** Pages that the header leads to, in its order. */
export const PAGES = [
  { path: '/territoire', key: 'common.portrait' },
  { path: '/comparer', key: 'common.compare' },
  { path: '/tendances', key: 'common.trend' },
  { path: '/position', key: 'common.position' },
  { path: '/carte', key: 'common.map' },
  { path: '/explorer', key: 'common.explore' },
  { path: '/indicateurs', key: 'common.indicators' },
  { path: '/donnees', key: 'common.data' },
] as const;

/** Pages that are found by the search only, from the header. */
export const OTHER_PAGES = [
  { path: `/comparer?vue=${MARKED_VIEW}`, key: 'marked.marked' },
  { path: '/accessibilite', key: 'accessibility.title' },
] as const;
