import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { TrendAnswer } from './chart-content.ts';
import classes from './trend.module.css';

/** The mergers, splits and changes of EPCI that the marks of the chart stand for. */
export function Events({ answer }: { readonly answer: TrendAnswer }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const events = new Map(
    answer.series.flatMap((series) => series.events.map((event) => [`${event.date} ${event.label}`, event])),
  );
  if (events.size === 0) return null;
  const ordered = [...events].sort(([left], [right]) => left.localeCompare(right));
  return (
    <section aria-labelledby="trend-events">
      <h2 id="trend-events" className={classes.subtitle}>
        {t('trend.events')}
      </h2>
      <ul className={classes.events}>
        {ordered.map(([key, { date, label }]) => (
          <li key={key}>
            <time dateTime={date}>{formatDay(locale, date)}</time> {label}
          </li>
        ))}
      </ul>
    </section>
  );
}
