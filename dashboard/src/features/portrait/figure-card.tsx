import { useTranslation } from 'react-i18next';
import { CellValue } from '../../cells/cell-value.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { formatChange, formatDifference, formatValue, precise, stateWords } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import type { Differences } from './api/use-differences.ts';
import type { Benchmark, Change, Figure } from './api/use-figures.ts';
import { Benchmarks } from './benchmarks.tsx';
import { isToldInPercent } from './change-of.ts';
import classes from './figure-card.module.css';
import type { PortraitTerritory } from './identity.tsx';
import { Places } from './places.tsx';

/** Two points always make a straight line, which says nothing more than the change. */
const ENOUGH_FOR_A_LINE = 3;

interface FigureCardProps {
  readonly figure: Figure;
  readonly territory: PortraitTerritory;
  readonly differences: Differences;
  /** EPCI whose figure is read beside that of a small commune. */
  readonly reading: string | undefined;
}

/** One key figure: value, past, benchmarks, position. */
export function FigureCard({ figure, territory, differences, reading }: FigureCardProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { indicator, year, value, state, decimals, coverage, fewCases, history, benchmarks, change } = figure;
  const known = history.flatMap((point) => (point.value === null ? [] : [{ ...point, value: point.value }]));
  const [first, last] = [known[0], known.at(-1)];
  const beside = indicator.unit === 'COUNT' ? undefined : benchmarks.find((one) => one.territory.id === reading);
  return (
    <article className={classes.card} aria-labelledby={`figure-${indicator.id}`}>
      <header className={classes.head}>
        <h3 id={`figure-${indicator.id}`} title={indicator.label}>
          {indicator.shortLabel}
        </h3>
        <span className={classes.year}>{year}</span>
      </header>
      <div className={classes.main}>
        <div>
          <CellValue {...{ indicator, territory, year, value, state, decimals, coverage, fewCases }} large />
          {value === null && <p className={classes.state}>{stateWords(locale, state).label}</p>}
          {change && <Since indicator={indicator} change={change} />}
        </div>
        {beside && beside.value !== null && <Reading figure={figure} beside={beside} />}
        {first && last && known.length >= ENOUGH_FOR_A_LINE && (
          <Sparkline
            points={history}
            label={t('common.sparkline', {
              from: first.year,
              to: last.year,
              first: formatValue(locale, first.value, precise(indicator, first.decimals)),
              last: formatValue(locale, last.value, precise(indicator, last.decimals)),
            })}
          />
        )}
      </div>
      <div className={classes.context}>
        <Benchmarks figure={figure} differences={differences} />
        <Places figure={figure} territory={territory} />
      </div>
    </article>
  );
}

interface ReadingProps {
  readonly figure: Figure;
  readonly beside: Benchmark;
}

/** The same figure where there are more people: it changes less by chance. */
function Reading({
  figure: { indicator, year },
  beside: { territory, value, state, decimals, coverage, fewCases },
}: ReadingProps) {
  return (
    <div className={classes.reading}>
      <CellValue {...{ indicator, territory, year, value, state, decimals, coverage, fewCases }} large />
      <p>{territory.name}</p>
    </div>
  );
}

interface SinceProps {
  readonly indicator: Indicator;
  readonly change: Change;
}

/** Counts and amounts change in percent, shares and ratios by their difference. */
function Since({ indicator, change }: SinceProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { from, shown, decimals, relativeDecimals, sentence } = change;
  return (
    <p className={classes.change} title={sentence}>
      {isToldInPercent(indicator, change)
        ? formatChange(locale, change.relative, relativeDecimals)
        : formatDifference(locale, shown, precise(indicator, decimals))}{' '}
      {t(indicator.unit === 'EURO' ? 'portrait.sinceNominal' : 'portrait.since', { year: from })}
    </p>
  );
}
