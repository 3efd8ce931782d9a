import type { Locale } from '../format.ts';

/** Pages in English have the addresses of the French ones below this, so that a copied link opens them in the same language. */
const ENGLISH = '/en';

/** Language of the page at an address. */
export function localeAt(pathname: string): Locale {
  return pathname === ENGLISH || pathname.startsWith(`${ENGLISH}/`) ? 'en' : 'fr';
}

/** What the addresses of all pages in a language begin with; nothing in French. */
export function baseOf(locale: Locale): string {
  return locale === 'en' ? ENGLISH : '';
}

/** Address of the same page in a language. */
export function inLanguage(
  locale: Locale,
  { pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>,
): string {
  return baseOf(locale) + withoutBase(pathname) + search + hash;
}

/** What is after the base of an address, as routes have it. */
export function withoutBase(pathname: string): string {
  return pathname.slice(baseOf(localeAt(pathname)).length) || '/';
}
