import { useTranslation } from 'react-i18next';
import { partialWords, roundedWords, stateWords } from '../format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { FileWords } from './shown-table.ts';

/** The words of files in the language of the page. */
export function useFileWords(): FileWords {
  const { t } = useTranslation();
  const locale = useLocale();
  return {
    stateTitle: (title) => t('export.stateOf', { title }),
    state: (state, coverage) =>
      [stateWords(locale, state).label, ...(coverage === undefined ? [] : [partialWords(locale, coverage).label])].join(
        '. ',
      ),
    rounded: (decimals) => roundedWords(locale, { unit: 'COUNT', decimals }),
    fewCases: t('export.fewCases'),
    figures: t('export.figuresSheet'),
    about: t('export.aboutSheet'),
  };
}
