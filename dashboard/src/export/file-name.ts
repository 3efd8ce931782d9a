/** More are told by their number. */
const NAMED = 2;
/** Day of the publication at the head of its id: `20261127T033734651-6ae2605346cf`. */
const DAY = 8;

interface Held {
  /** What kind of table or drawing it is: « comparaison ». */
  readonly kind: string;
  /** Names of those whose figures they are. */
  readonly places?: readonly string[];
  readonly indicators?: readonly string[];
  readonly years?: readonly number[];
  /** Id of the publication. */
  readonly publication?: string;
}

/** Name of a file, without its end, that tells what it holds: `boussole-comparaison-lyon-villeurbanne-revenu-median-2021-20261127`. */
export function fileName({ kind, places = [], indicators = [], years = [], publication = '' }: Held): string {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const parts = [
    'boussole',
    kind,
    ...some(places),
    ...some(indicators),
    ...(years.length === 0 ? [] : [first === last ? String(first) : `${first}-${last}`]),
    publication.slice(0, DAY),
  ];
  return parts
    .map(toSlug)
    .filter((part) => part !== '')
    .join('-');
}

function some(names: readonly string[]): readonly string[] {
  const once = [...new Set(names)];
  return once.length > NAMED ? [once[0]!, `${once.length - 1}+`] : once;
}

function toSlug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('+', ' plus')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
