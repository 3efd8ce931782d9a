import { toBounds } from '../../url.ts';

/** Reads bounds separated by semicolons, with decimal commas or points and any spaces. */
export function readBounds(text: string): readonly number[] {
  const numbers = text
    .split(';')
    .map((part) => part.replace(/\s/g, '').replace('\u2212', '-').replace(',', '.'))
    .filter((part) => part !== '');
  return toBounds(numbers.map(Number));
}
