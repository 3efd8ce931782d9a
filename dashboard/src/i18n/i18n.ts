import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Locale } from '../format.ts';
import type { Language } from '../graphql/generated.ts';
import { inLanguage, localeAt } from './address.ts';
import { ofName, toName } from './elision.ts';
import { en, fr } from './messages.ts';

const STORED = 'boussole-langue';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof fr };
    returnNull: false;
  }
}

/**
 * Starts translation in the language of the address. Whoever comes to a French address after having chosen English is led to its English one;
 * « back » and « reload » leave addresses as they are.
 */
export async function startTranslation(): Promise<void> {
  const { location } = window;
  const isNew = performance
    .getEntriesByType('navigation')
    .some((entry) => 'type' in entry && entry.type === 'navigate');
  const isChosen = isNew && maybeStored() === 'en' && localeAt(location.pathname) === 'fr';
  if (isChosen) window.history.replaceState(null, '', inLanguage('en', location));
  const lng = localeAt(location.pathname);
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'fr',
    resources: { fr: { translation: fr }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  // French sentences say « {{name, of}} » and « {{name, to}} ».
  i18next.services.formatter?.add('of', (name) => ofName(String(name)));
  i18next.services.formatter?.add('to', (name) => toName(String(name)));
  document.documentElement.lang = lng;
}

/** Opens the same page in another language and keeps the choice. */
export function chooseLanguage(locale: Locale): void {
  try {
    localStorage.setItem(STORED, locale);
  } catch {
    // Storage refused by the browser: the choice lasts as long as the address has it.
  }
  window.location.assign(inLanguage(locale, window.location));
}

/** Gives the reader's language, as formatting functions want it. */
export function useLocale(): Locale {
  return useTranslation().i18n.language === 'en' ? 'en' : 'fr';
}

/** Gives the reader's language, as the API wants it. */
export function useLanguage(): Language {
  return useLocale() === 'fr' ? 'FR' : 'EN';
}

function maybeStored(): Locale | undefined {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === 'fr' || stored === 'en' ? stored : undefined;
  } catch {
    return undefined;
  }
}
