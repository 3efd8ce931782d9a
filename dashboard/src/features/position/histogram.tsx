import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SERIES_VARIABLES } from '../../components/chart/series-colours.ts';
import { formatCompact, formatValue } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { type DistributionAnswer, edgeAcross, isOpen, placeAcross, toBands } from './bands.ts';
import type { DrawnHistogram } from './histogram-drawing.ts';
import classes from './position.module.css';
import { useBandText } from './use-band-text.ts';

interface HistogramProps {
  readonly drawn: DrawnHistogram;
  readonly label: string;
}

/** What a histogram draws: its bars, and a flag for each territory of the reader. */
export function useHistogram(answer: DistributionAnswer | undefined, indicator: Indicator): DrawnHistogram | undefined {
  const { t } = useTranslation();
  const locale = useLocale();
  const bandText = useBandText(indicator);
  return useMemo(() => {
    const histogram = answer?.histogram;
    if (!answer || !histogram) return undefined;
    const { marks } = answer;
    const bands = toBands(histogram);
    const tallest = Math.max(...bands.map(({ count }) => count));
    const step = Math.ceil(histogram.edges.length / 8);
    const open = bands.filter(isOpen);
    return {
      bars: bands.map((band) => ({ height: band.count / tallest, isOpen: isOpen(band) })),
      ends: open.length === 0 ? undefined : t('position.ends', { count: open.length, bands: open.map(bandText) }),
      flags: marks.territories.flatMap(({ name }, index) => {
        const value = marks.values[index];
        if (value == null || marks.positions.ranks[index] == null) return [];
        const colour = SERIES_VARIABLES[index % SERIES_VARIABLES.length] ?? '--ink';
        return [
          { text: `${name}, ${formatValue(locale, value, indicator)}`, at: placeAcross(histogram, value), colour },
        ];
      }),
      edges: histogram.edges.flatMap((edge, index) =>
        index % step === 0 ? [{ text: formatCompact(locale, edge, indicator), at: edgeAcross(histogram, index) }] : [],
      ),
    };
  }, [answer, indicator, locale, t, bandText]);
}

/** Bars of a distribution, with a flag for each territory of the reader above them. */
export function Histogram({ drawn: { bars, flags, edges, ends }, label }: HistogramProps) {
  return (
    <div role="img" aria-label={label} className={classes.histogram}>
      <div className={classes.flags} style={{ height: `${flags.length * 1.5}rem` }}>
        {flags.map(({ text, at, colour }, row) => (
          <div
            key={`${text} ${at}`}
            className={classes.flag}
            data-left={at > 0.5 || undefined}
            style={{ insetInlineStart: `${at * 100}%`, top: `${row * 1.5}rem`, color: `var(${colour})` }}
          >
            <span>{text}</span>
          </div>
        ))}
      </div>
      <div className={classes.bars}>
        {bars.map(({ height, isOpen }, index) => (
          <i
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={index}
            style={{ height: `${100 * height}%` }}
            data-empty={height === 0 || undefined}
            data-open={isOpen || undefined}
          />
        ))}
      </div>
      <div className={classes.axis}>
        {edges.map(({ text, at }) => (
          <span key={at} className={classes.edge} style={{ insetInlineStart: `${100 * at}%` }}>
            {text}
          </span>
        ))}
      </div>
      {ends !== undefined && <p className={classes.ends}>{ends}</p>}
    </div>
  );
}
