import { useTranslation } from 'react-i18next';
import { CellValue } from '../../cells/cell-value.tsx';
import { maybeFavourable } from '../../cells/favour.ts';
import { differenceShown, formatDifference, formatShare, precise } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Differences, KnownDifference } from './api/use-differences.ts';
import type { Benchmark, Figure } from './api/use-figures.ts';
import classes from './figure-card.module.css';

interface BenchmarksProps {
  readonly figure: Figure;
  readonly differences: Differences;
}

/** The same indicator in the parents, and how far the territory is from each. */
export function Benchmarks({ figure, differences }: BenchmarksProps) {
  const { t } = useTranslation();
  const [nearest] = figure.benchmarks;
  if (!nearest) return null;
  if (figure.benchmarks.every(({ value, state }) => value === null && state === nearest.state)) {
    return (
      <p className={classes.none}>
        {t('portrait.noBenchmark')}{' '}
        <CellValue
          indicator={figure.indicator}
          territory={nearest.territory}
          year={figure.year}
          value={null}
          state={nearest.state}
        />
      </p>
    );
  }
  return (
    <dl className={classes.list} aria-label={t('portrait.benchmarks')}>
      {figure.benchmarks.map((benchmark) => (
        <div key={benchmark.territory.id} className={classes.row} data-empty={benchmark.value === null || undefined}>
          <dt title={benchmark.territory.name}>{benchmark.territory.name}</dt>
          <dd>
            <CellValue
              indicator={figure.indicator}
              territory={benchmark.territory}
              year={figure.year}
              value={benchmark.value}
              state={benchmark.state}
              decimals={benchmark.decimals}
              coverage={benchmark.coverage}
              fewCases={benchmark.fewCases}
            />
          </dd>
          <dd>
            <Gap
              figure={figure}
              benchmark={benchmark}
              known={differences.find(figure.indicator.id, figure.year, benchmark.territory.id)}
              isPending={differences.isPending}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface GapProps {
  readonly figure: Figure;
  readonly benchmark: Benchmark;
  /** Undefined until it is known. */
  readonly known: KnownDifference | undefined;
  readonly isPending: boolean;
}

/** A count is a share of its parent, when both are whole; anything else differs from it, or not beyond chance. */
function Gap({ figure: { indicator, value, decimals, coverage }, benchmark, known, isPending }: GapProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (value === null || benchmark.value === null) return null;
  if (indicator.unit === 'COUNT') {
    if (!benchmark.holds || coverage !== undefined || benchmark.coverage !== undefined) return null;
    if (benchmark.value <= 0 || value > benchmark.value) return null;
    return (
      <span className={classes.gap}>
        {t('portrait.shareOf', { share: formatShare(locale, value / benchmark.value) })}
      </span>
    );
  }
  const quantity = precise(indicator, decimals, benchmark.decimals);
  const difference = differenceShown(indicator, { value, decimals }, { ...benchmark, value: benchmark.value });
  if (difference === 0) return <span className={classes.gap}>{t('portrait.sameAs')}</span>;
  if (known?.verdict === 'NOT_DIFFERENT') {
    return (
      <span className={classes.gap} data-worded title={known.explanation}>
        {formatDifference(locale, difference, quantity)}, {t('portrait.notDifferent')}
      </span>
    );
  }
  if (!known && isPending) {
    return <span className={classes.gap}>{formatDifference(locale, difference, quantity)}</span>;
  }
  const favourable = maybeFavourable(difference, indicator.polarity);
  const words = favourable === undefined ? '' : favourable ? t('common.better') : t('common.worse');
  return (
    <span
      className={classes.gap}
      data-favour={favourable === undefined ? undefined : favourable ? 'better' : 'worse'}
      title={words}
    >
      <span aria-hidden="true">{difference > 0 ? '▲' : '▼'}</span>
      {formatDifference(locale, difference, quantity)}
      {words && <span className="visually-hidden"> ({words})</span>}
    </span>
  );
}
