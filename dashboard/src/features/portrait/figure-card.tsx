import { useTranslation } from 'react-i18next';
import { CellValue } from '../../cells/cell-value.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { formatChange, formatDifference, formatValue, stateWords } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Differences } from './api/use-differences.ts';
import type { Figure } from './api/use-figures.ts';
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
}

/** One key figure: value, past, benchmarks, position. */
export function FigureCard({ figure, territory, differences }: FigureCardProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { indicator, year, value, state, history } = figure;
  const known = history.flatMap((point) => (point.value === null ? [] : [{ year: point.year, value: point.value }]));
  const [first, last] = [known[0], known.at(-1)];
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
          <CellValue indicator={indicator} territory={territory} year={year} value={value} state={state} large />
          {value === null && <p className={classes.state}>{stateWords(locale, state).label}</p>}
          {first && last && first.year < last.year && <Change figure={figure} first={first} last={last} />}
        </div>
        {first && last && known.length >= ENOUGH_FOR_A_LINE && (
          <Sparkline
            points={history}
            label={t('common.sparkline', {
              from: first.year,
              to: last.year,
              first: formatValue(locale, first.value, indicator),
              last: formatValue(locale, last.value, indicator),
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

interface ChangeProps {
  readonly figure: Figure;
  readonly first: { readonly year: number; readonly value: number };
  readonly last: { readonly year: number; readonly value: number };
}

/** Counts and amounts change in percent, shares and ratios by their difference. */
function Change({ figure: { indicator }, first, last }: ChangeProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const difference = last.value - first.value;
  const relative = (indicator.unit === 'COUNT' || indicator.unit === 'EURO') && first.value !== 0;
  return (
    <p className={classes.change}>
      {relative
        ? formatChange(locale, (100 * difference) / first.value)
        : formatDifference(locale, difference, indicator)}{' '}
      {t('portrait.since', { year: first.year })}
    </p>
  );
}
