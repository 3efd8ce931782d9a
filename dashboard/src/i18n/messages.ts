import { account } from '../account/messages.ts';
import { exporting } from '../export/messages.ts';
import { accessibility } from '../features/accessibility/messages.ts';
import { marked } from '../features/compare/marked/messages.ts';
import { compare } from '../features/compare/messages.ts';
import { data } from '../features/data/messages.ts';
import { explanation } from '../features/explanation/messages.ts';
import { explore } from '../features/explore/messages.ts';
import { home } from '../features/home/messages.ts';
import { indicators } from '../features/indicators/messages.ts';
import { map } from '../features/map/messages.ts';
import { portrait } from '../features/portrait/messages.ts';
import { position } from '../features/position/messages.ts';
import { trend } from '../features/trend/messages.ts';
import { link } from '../link/messages.ts';
import { views } from '../views/messages.ts';
import { common } from './common.ts';

const bundles = {
  accessibility,
  account,
  common,
  compare,
  data,
  explanation,
  explore,
  export: exporting,
  home,
  indicators,
  link,
  map,
  marked,
  portrait,
  position,
  trend,
  views,
};
type Bundles = typeof bundles;
type Texts<Bundle> = { readonly [Key in keyof Bundle]: string };

/** Every sentence of the dashboard, by feature. English has the keys of French, no more and no less. */
export const fr = pick('fr');
export const en: { readonly [Name in keyof Bundles]: Texts<Bundles[Name]['fr']> } = pick('en');

function pick<L extends 'fr' | 'en'>(locale: L): { readonly [Name in keyof Bundles]: Bundles[Name][L] } {
  const entries = Object.entries(bundles).map(([name, bundle]) => [name, bundle[locale]]);
  return Object.fromEntries(entries) as { readonly [Name in keyof Bundles]: Bundles[Name][L] }; // one entry per bundle
}
