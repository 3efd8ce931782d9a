import { useTranslation } from 'react-i18next';
import { CellValue } from '../../cells/cell-value.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { changeDecimals, formatChange, formatDifference, formatValue, precise, stateWords } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Differences } from './api/use-differences.ts';
import type { Benchmark, Figure } from './api/use-figures.ts';
import { Benchmarks } from './benchmarks.tsx';
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
  const { indicator, year, value, state, decimals, coverage, history, benchmarks } = figure;
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
          <CellValue {...{ indicator, territory, year, value, state, decimals, coverage }} large />
          {value === null && <p className={classes.state}>{stateWords(locale, state).label}</p>}
          {first && last && first.year < last.year && !isOfPart(first) && !isOfPart(last) && (
            <Change figure={figure} first={first} last={last} />
          )}
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
  beside: { territory, value, state, decimals, coverage },
}: ReadingProps) {
  return (
    <div className={classes.reading}>
      <CellValue {...{ indicator, territory, year, value, state, decimals, coverage }} large />
      <p>{territory.name}</p>
    </div>
  );
}

type Known = Figure['history'][number] & { readonly value: number };

/** Sums over some communes may be of others in another year: no change is told between them. */
function isOfPart({ coverage }: Known): boolean {
  return coverage !== undefined;
}

interface ChangeProps {
  readonly figure: Figure;
  readonly first: Known;
  readonly last: Known;
}

/** Counts and amounts change in percent, shares and ratios by their difference. */
function Change({ figure: { indicator }, first, last }: ChangeProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const difference = last.value - first.value;
  const both = precise(indicator, first.decimals, last.decimals);
  const relative = (indicator.unit === 'COUNT' || indicator.unit === 'EURO') && first.value !== 0;
  return (
    <p className={classes.change}>
      {relative
        ? formatChange(locale, (100 * difference) / first.value, changeDecimals(first.value, both.decimals))
        : formatDifference(locale, difference, both)}{' '}
      {t('portrait.since', { year: first.year })}
    </p>
  );
}
