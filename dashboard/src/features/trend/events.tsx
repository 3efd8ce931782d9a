import { useTranslation } from 'react-i18next';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Trends } from './curves.ts';
import { eventsShown } from './events-shown.ts';
import { MovedCommunes } from './moved-communes.tsx';
import classes from './trend.module.css';
import { useAheadText } from './use-ahead-text.ts';
import { FEW, useStepText } from './use-step-text.ts';

/** The mergers, splits and changes of EPCI that the marks of the chart stand for, and those that figures are ahead of. */
export function Events({ trends }: { readonly trends: Trends }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const toAheadText = useAheadText();
  const { toStepText } = useStepText();
  const events = eventsShown(trends);
  // Notes under the chart name those that moved, when they are few.
  const steps = trends.curves.flatMap((curve) =>
    curve.perimeterSteps.filter(({ parts }) => parts.length > FEW).map((step) => ({ curve, step })),
  );
  if (events.length === 0 && steps.length === 0) return null;
  return (
    <section aria-labelledby="trend-events">
      <h2 id="trend-events" className={classes.subtitle}>
        {t('trend.events')}
      </h2>
      <ul className={classes.events}>
        {steps.map(({ curve, step }) => (
          <li key={`${curve.id} ${step.to}`}>
            {toStepText(curve, step, trends, FEW)}
            <MovedCommunes parts={step.parts} indicator={curve.indicator} />
          </li>
        ))}
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
