import { useTranslation } from 'react-i18next';
import { formatDay, formatNumber } from '../format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { FoundTerritory } from './api/use-search.ts';
import classes from './found-option.module.css';
import { situation } from './territory.ts';

/** One answer of the search: name, level, where it is, population, and why it answers when its name does not. */
export function FoundOption({ found: { node, reason } }: { readonly found: FoundTerritory }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const details = [t(`common.${node.level}`), situation(node.parents)].filter(Boolean).join(' · ');
  return (
    <span className={classes.option}>
      <span className={classes.name}>{node.name}</span>
      {node.population != null && (
        <span className={classes.population}>
          {t('common.inhabitants', { population: formatNumber(locale, node.population) })}
        </span>
      )}
      <span className={classes.details}>
        {details}
        {node.validTo && ` · ${t('common.formerTerritory', { day: formatDay(locale, node.validTo) })}`}
        {reason && <em className={classes.reason}>{reason}</em>}
      </span>
    </span>
  );
}
