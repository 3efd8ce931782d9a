import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { territoryPath } from '../../url.ts';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';

/** Mergers, splits, changes of EPCI: latest first. */
export function Events({ events }: Pick<PortraitTerritory, 'events'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const ordered = [...events].sort((left, right) => right.date.localeCompare(left.date));
  return (
    <section aria-labelledby="events" className={classes.section}>
      <h2 id="events" className={classes.theme}>
        {t('portrait.events')}
      </h2>
      {ordered.length === 0 && <p className={classes.muted}>{t('portrait.eventsNone')}</p>}
      <ol className={classes.events}>
        {ordered.map(({ date, kind, label, before, after }) => (
          <li key={`${date} ${label}`}>
            <time dateTime={date}>{formatDay(locale, date)}</time>
            <div>
              <strong>{t(`common.${kind}`)}</strong>
              <p>{label}</p>
              <Involved territories={[...before, ...after]} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Involved({ territories }: { readonly territories: PortraitTerritory['events'][number]['before'] }) {
  const once = [...new Map(territories.map((territory) => [territory.id, territory])).values()];
  if (once.length === 0) return null;
  return (
    <p className={classes.involved}>
      {once.map(({ id, name }) => (
        <Link key={id} to={territoryPath(id)}>
          {name}
        </Link>
      ))}
    </p>
  );
}
