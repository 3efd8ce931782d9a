/** A year, or one of its months from 1 to 12. */
export interface Period {
  readonly year: number;
  readonly month: number | undefined;
}

const MONTHS: readonly string[] = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
];

/**
 * Makes the reader of periods of a pattern: the year is its first group or that named `year`, the month, in French or as a number, that named
 * `month`. What is neither gives undefined.
 */
export function toPeriodReader(pattern: string): (text: string) => Period | undefined {
  const expression = new RegExp(pattern);
  const known = new Map<string, Period | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, toPeriod(expression.exec(text.trim())));
    return known.get(text);
  };
}

function toPeriod(found: RegExpExecArray | null): Period | undefined {
  if (!found) return undefined;
  const { year = found[1], month } = found.groups ?? {};
  if (!/^\d{4}$/.test(year ?? '')) return undefined;
  if (month === undefined) return { year: Number(year), month: undefined };
  const number = toMonth(month);
  return number === undefined ? undefined : { year: Number(year), month: number };
}

function toMonth(text: string): number | undefined {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const named = MONTHS.indexOf(plain) + 1;
  const number = named || (/^\d{1,2}$/.test(plain) ? Number(plain) : 0);
  return number >= 1 && number <= 12 ? number : undefined;
}
