import type { Locale } from '../../format.ts';

/** Reads a number as people write it: « 12,5 », « 1 234 », “1,234.5”, « −3 »; null for what is none. */
export function parseNumber(text: string | null): number | null {
  const plain = (text ?? '').replace(/\s/g, '').replace('−', '-');
  // The last of commas and points is the decimal mark, unless commas part thousands.
  const isThousands =
    /^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) && (plain.includes('.') || plain.split(',').length > 2);
  const number = Number(isThousands ? plain.replaceAll(',', '') : plain.replace(',', '.'));
  return plain === '' || Number.isNaN(number) ? null : number;
}

/** Writes a number into a field, to be typed over. */
export function writeNumber(locale: Locale, value: number): string {
  return locale === 'fr' ? String(value).replace('.', ',') : String(value);
}
