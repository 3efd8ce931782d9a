import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDay } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { territoryPath } from '../../url.ts';
import type { PortraitTerritory } from './identity.tsx';
import { latestFirst } from './latest-first.ts';
import classes from './portrait.module.css';

const FIRST = 6;

type TerritoryEvent = PortraitTerritory['events'][number];

/** Mergers, splits, changes of EPCI: latest first, the oldest on demand. */
export function Events({ territory }: { readonly territory: PortraitTerritory }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const ordered = latestFirst(territory.events);
  const shown = all ? ordered : ordered.slice(0, FIRST);
  return (
    <section
      aria-labelledby="events"
      className={classes.section}
      data-print={ordered.length === 0 ? 'hidden' : shown.length <= FIRST ? 'whole' : undefined}
    >
      <h2 id="events" className={classes.theme}>
        {t('portrait.events')}
      </h2>
      {ordered.length === 0 && <NoEvent territory={territory} />}
      <ol className={classes.events}>
        {shown.map((event) => (
          <Event key={`${event.date} ${event.label}`} event={event} here={territory} />
        ))}
      </ol>
      {shown.length < ordered.length && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setAll(true)}>
          {t('portrait.eventsMore', { count: ordered.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

/** Says since when no change is known of an EPCI: its first day, or the first of the compositions that are loaded. */
function NoEvent({ territory: { level, validFrom, perimeterKnownSince } }: { readonly territory: PortraitTerritory }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const told = () => {
    if (level !== 'EPCI') return t('portrait.eventsNone');
    if (validFrom != null) return t('portrait.eventsNoneBorn', { day: formatDay(locale, validFrom) });
    if (perimeterKnownSince == null) return t('portrait.eventsNone');
    return t('portrait.eventsNoneSince', { day: formatDay(locale, `${perimeterKnownSince}-01-01`) });
  };
  return <p className={classes.muted}>{told()}</p>;
}

function Event({
  event: { date, label, before, after },
  here,
}: {
  readonly event: TerritoryEvent;
  readonly here: PortraitTerritory;
}) {
  const locale = useLocale();
  // One link by name: the same commune before and after a change of code is one place for a reader.
  const others = new Map([...before, ...after].map((territory) => [territory.name, territory]));
  others.delete(here.name);
  return (
    <li>
      <time dateTime={date}>{formatDay(locale, date)}</time>
      <div>
        <p>{label}</p>
        {others.size > 0 && (
          <p className={classes.involved}>
            {[...others.values()].map(({ id, name }) => (
              <Link key={id} to={territoryPath(id)}>
                {name}
              </Link>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
