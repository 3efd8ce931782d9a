const NUMBER = new Intl.NumberFormat('fr-FR');
const MOMENT = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' });

/** Writes a number as in French: `1 234 567`. */
export function toNumber(value: number): string {
  return NUMBER.format(value);
}

/** Writes a moment given in ISO form: `3 mars 2025 à 14:05`. */
export function toMoment(iso: string): string {
  return MOMENT.format(new Date(iso));
}

/** Writes a count and its noun, with an `s` from two on: `1 ligne`, `3 lignes`. */
export function toCount(value: number, noun: string): string {
  const words =
    value < 2
      ? noun
      : noun
          .split(' ')
          .map((word) => (/[sxz]$/.test(word) ? word : `${word}s`))
          .join(' ');
  return `${toNumber(value)} ${words}`;
}
