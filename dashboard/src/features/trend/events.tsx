import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { eventsShown, type Trends } from './curves.ts';
import classes from './trend.module.css';

/** The mergers, splits and changes of EPCI that the marks of the chart stand for. */
export function Events({ trends }: { readonly trends: Trends }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const events = eventsShown(trends);
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="trend-events">
      <h2 id="trend-events" className={classes.subtitle}>
        {t('trend.events')}
      </h2>
      <ul className={classes.events}>
        {events.map(({ date, label }) => (
          <li key={`${date} ${label}`}>
            <time dateTime={date}>{formatDay(locale, date)}</time> {label}
          </li>
        ))}
      </ul>
    </section>
  );
}
