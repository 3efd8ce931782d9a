import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../../components/use-queries.ts';
import { TrendDocument } from '../../graphql/generated.ts';
import { useLanguage, useLocale } from '../../i18n/i18n.ts';
import { nameOf, type Trends } from './curves.ts';
import { notRestatedIn } from './not-restated.ts';
import classes from './trend.module.css';

/** Which curves have no figure in constant geography, in which years, and which of these figures were published. */
export function NotRestatedNote({ trends }: { readonly trends: Trends }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const locale = useLocale();
  const variables = useMemo(() => {
    const lacking = notRestatedIn(trends).flatMap(({ curves }) => curves);
    return [...new Set(lacking.map(({ indicator }) => indicator.id))].map((indicator) => ({
      indicator,
      territories: lacking.filter((curve) => curve.indicator.id === indicator).map(({ territory }) => territory.id),
      geography: 'PUBLISHED' as const,
      continued: false,
      language,
    }));
  }, [trends, language]);
  const { data } = useQueries(TrendDocument, variables);
  const list = new Intl.ListFormat(locale);
  const listed = (years: readonly number[]): string => list.format(years.map(String));
  const groups = notRestatedIn(
    trends,
    data?.map(({ trend }) => trend),
  );
  return groups.map(({ curves, years, published }) => (
    <p key={`${curves[0]?.id}`} className={classes.partial}>
      {t('trend.notRestated', {
        names: list.format(curves.map((curve) => nameOf(curve, trends))),
        years: listed(years),
      })}{' '}
      {published?.length === 0 && t('trend.publishedNeither')}
      {published && published.length > 0 && t('trend.publishedHas', { years: listed(published) })}
    </p>
  ));
}
