import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Locale } from '../format.ts';
import type { Language } from '../graphql/generated.ts';
import { en, fr } from './messages.ts';

const STORED = 'boussole-langue';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof fr };
    returnNull: false;
  }
}

/** Starts translation in the language chosen before, French for a newcomer. */
export async function startTranslation(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: maybeStored() ?? 'fr',
    fallbackLng: 'fr',
    resources: { fr: { translation: fr }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.language;
}

/** Changes the language of the whole page and keeps the choice. */
export async function chooseLanguage(locale: Locale): Promise<void> {
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  try {
    localStorage.setItem(STORED, locale);
  } catch {
    // Storage refused by the browser: the choice lasts as long as the page.
  }
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
