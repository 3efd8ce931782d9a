import { useLocation } from 'react-router';
import { useCatalogue } from '../indicators/use-catalogue.ts';
import { useTerritory } from '../territories/use-territory.ts';
import { list } from '../url.ts';

/** Characters of the name of a view, at most. */
export const LONGEST_NAME = 120;

/** Gives a name to the view on the screen: its page, its first indicator and its first territory. */
export function useProposedName(): () => string {
  const { search } = useLocation();
  const { catalogue } = useCatalogue();
  const parameters = new URLSearchParams(search);
  const [id] = list(parameters, 'i');
  const [first] = list(parameters, 't');
  const indicator = id === undefined ? undefined : catalogue?.byId.get(id);
  const place = useTerritory(first ?? (parameters.get('dans') || undefined));
  const about = [indicator?.shortLabel, place?.name].filter((name) => name !== undefined).join(', ');
  return () => {
    const page = document.title.replace(/ – Boussole$/, '');
    return (about ? `${page} – ${about}` : page).slice(0, LONGEST_NAME);
  };
}
