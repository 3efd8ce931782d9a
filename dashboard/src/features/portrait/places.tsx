import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { maybeStanding } from '../../cells/favour.ts';
import { formatNumber, formatRank, formatShare } from '../../format.ts';
import type { Polarity } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Figure, Place } from './api/use-figures.ts';
import classes from './figure-card.module.css';
import type { PortraitTerritory } from './identity.tsx';

interface PlacesProps {
  readonly figure: Figure;
  readonly territory: PortraitTerritory;
}

/** Rank and percentile among the territories of the same level, in France, the département and the EPCI. */
export function Places({ figure, territory }: PlacesProps) {
  const { t } = useTranslation();
  const ofOneRegion = figure.isOfOneRegion && (
    <p className={classes.placesNote}>{t('portrait.noRankOfOne', { year: figure.year })}</p>
  );
  if (figure.places.length === 0 && ofOneRegion) return ofOneRegion;
  if (figure.places.length === 0) {
    const isLess = figure.value !== null && figure.coverage !== undefined && territory.level !== 'FRANCE';
    return isLess ? <p className={classes.placesNote}>{t('portrait.noRank')}</p> : null;
  }
  return (
    <div className={classes.places}>
      {figure.places.map((place) => (
        <PlaceBar
          key={place.within}
          place={place}
          polarity={figure.indicator.polarity}
          name={groupName(place, territory)}
        />
      ))}
      <p className={classes.placesNote}>{t('portrait.rankNote')}</p>
      {ofOneRegion}
    </div>
  );
}

function groupName({ within }: Place, { parents }: PortraitTerritory): string {
  return parents.find(({ level }) => level === within)?.name ?? '';
}

interface PlaceBarProps {
  readonly place: Place;
  readonly polarity: Polarity;
  readonly name: string;
}

function PlaceBar({ place: { rank, percentile, size }, polarity, name }: PlaceBarProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const standing = maybeStanding(percentile, polarity);
  const favour = !standing?.judged || standing.step === 0 ? undefined : standing.step > 0 ? 'better' : 'worse';
  const words = t('common.percentileBar', {
    percentile: formatShare(locale, percentile / 100),
    size: formatNumber(locale, size),
  });
  return (
    <Tooltip label={`${words}. ${t('portrait.rankHelp')}`}>
      <div className={classes.place}>
        <span>{name}</span>
        <strong>{t('portrait.rankOf', { rank: formatRank(locale, rank), size: formatNumber(locale, size) })}</strong>
        <div className={classes.bar} role="img" aria-label={words}>
          <i style={{ insetInlineStart: `${percentile}%` }} data-favour={favour} />
        </div>
      </div>
    </Tooltip>
  );
}
