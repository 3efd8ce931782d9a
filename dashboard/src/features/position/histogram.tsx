import { useTranslation } from 'react-i18next';
import { SERIES_COLOURS } from '../../components/chart/series-colours.ts';
import { formatCompact } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { type DistributionAnswer, placeAcross, toBands } from './bands.ts';
import classes from './position.module.css';

interface HistogramProps {
  readonly answer: DistributionAnswer;
  readonly indicator: Indicator;
  readonly year: number;
}

/** Bars of a distribution, with a flag for each territory of the reader above them. */
export function Histogram({ answer, indicator, year }: HistogramProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { histogram, marks } = answer;
  if (!histogram) return null;
  const bands = toBands(histogram);
  const tallest = Math.max(...bands.map(({ count }) => count));
  const flags = marks.territories.flatMap(({ id, name }, index) => {
    const value = marks.values[index];
    if (value == null || marks.positions.ranks[index] == null) return [];
    return [{ id, name, at: placeAcross(histogram, value), colour: SERIES_COLOURS[index % SERIES_COLOURS.length] }];
  });
  const step = Math.ceil(histogram.edges.length / 8);
  return (
    <div
      role="img"
      aria-label={t('position.spreadChart', { indicator: indicator.label, year, count: answer.withValue })}
      className={classes.histogram}
    >
      <div className={classes.flags} style={{ height: `${flags.length * 1.5}rem` }}>
        {flags.map(({ id, name, at, colour }, row) => (
          <div
            key={id}
            className={classes.flag}
            data-left={at > 0.5 || undefined}
            style={{ insetInlineStart: `${at * 100}%`, top: `${row * 1.5}rem`, color: colour }}
          >
            <span>{name}</span>
          </div>
        ))}
      </div>
      <div className={classes.bars}>
        {bands.map(({ from, to, count }) => (
          <i
            key={`${from} ${to}`}
            style={{ height: `${(100 * count) / tallest}%` }}
            data-empty={count === 0 || undefined}
          />
        ))}
      </div>
      <div className={classes.axis}>
        {histogram.edges.map((edge, index) =>
          index % step === 0 ? (
            <span
              key={edge}
              className={classes.edge}
              style={{ insetInlineStart: `${(100 * (index + 1)) / bands.length}%` }}
            >
              {formatCompact(locale, edge, indicator)}
            </span>
          ) : null,
        )}
      </div>
    </div>
  );
}
