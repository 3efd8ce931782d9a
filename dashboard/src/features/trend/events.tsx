import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Trends } from './curves.ts';
import { eventsShown } from './events-shown.ts';
import classes from './trend.module.css';
import { useAheadText } from './use-ahead-text.ts';

/** The mergers, splits and changes of EPCI that the marks of the chart stand for, and those that figures are ahead of. */
export function Events({ trends }: { readonly trends: Trends }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const toAheadText = useAheadText();
  const events = eventsShown(trends);
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="trend-events">
      <h2 id="trend-events" className={classes.subtitle}>
        {t('trend.events')}
      </h2>
      <ul className={classes.events}>
        {events.map((event) => {
          const { date, label } = event;
          const ahead = toAheadText(event, trends);
          return (
            <li key={`${date} ${label}`}>
              <time dateTime={date}>{formatDay(locale, date)}</time> {label}
              {ahead && `. ${ahead}`}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
