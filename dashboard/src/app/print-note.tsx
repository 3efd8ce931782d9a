import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrinting } from '../components/use-printing.ts';
import { formatMoment } from '../format.ts';
import { useLocale } from '../i18n/i18n.ts';
import classes from './print-note.module.css';

/** What a sheet of paper says of itself: from where, and when it was printed. Folded parts of the page are unfolded meanwhile. */
export function PrintNote() {
  const { t } = useTranslation();
  const locale = useLocale();
  const printing = usePrinting();
  useEffect(() => {
    if (!printing) return;
    const folded = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
    for (const details of folded) details.open = true;
    return () => {
      for (const details of folded) details.open = false;
    };
  }, [printing]);
  if (!printing) return null;
  return (
    <p className={classes.note}>
      {t('export.printed', { moment: formatMoment(locale, new Date().toISOString()) })} {window.location.href}
    </p>
  );
}
