import { useTranslation } from 'react-i18next';
import { stateWords } from '../format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { FileWords } from './shown-table.ts';

/** The words of files in the language of the page. */
export function useFileWords(): FileWords {
  const { t } = useTranslation();
  const locale = useLocale();
  return {
    stateTitle: (title) => t('export.stateOf', { title }),
    state: (state) => stateWords(locale, state).label,
    figures: t('export.figuresSheet'),
    about: t('export.aboutSheet'),
  };
}
