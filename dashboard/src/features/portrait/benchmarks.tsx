import { useTranslation } from 'react-i18next';
import { CellValue } from '../../cells/cell-value.tsx';
import { formatDifference, formatShare } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Differences } from './api/use-differences.ts';
import type { Figure } from './api/use-figures.ts';
import classes from './figure-card.module.css';
import { type Gap, isUntested, maybeGap } from './to-gap.ts';

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
  const gaps = figure.benchmarks.map((benchmark) => maybeGap(figure, benchmark, differences));
  const list = (
    <dl className={classes.list} aria-label={t('portrait.benchmarks')}>
      {figure.benchmarks.map((benchmark, index) => (
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
            <GapText figure={figure} gap={gaps[index]} />
          </dd>
        </div>
      ))}
    </dl>
  );
  if (!gaps.some(isUntested)) return list;
  return (
    <div>
      {list}
      <p className={classes.placesNote} title={t('portrait.untestedHelp')}>
        {t(gaps.some((gap) => gap?.kind === 'SLIGHT') ? 'portrait.untestedSlight' : 'portrait.untested')}
      </p>
    </div>
  );
}

interface GapProps {
  readonly figure: Figure;
  readonly gap: Gap | undefined;
}

/** A count is a share of its parent, when both are whole; anything else differs from it, or not beyond chance. */
function GapText({ figure: { indicator }, gap }: GapProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (!gap) return null;
  if (gap.kind === 'SHARE') {
    return <span className={classes.gap}>{t('portrait.shareOf', { share: formatShare(locale, gap.share) })}</span>;
  }
  if (gap.kind === 'SAME') return <span className={classes.gap}>{t('portrait.sameAs')}</span>;
  const written = formatDifference(locale, gap.difference, { ...indicator, decimals: gap.decimals });
  if (gap.kind === 'CHANCE') {
    return (
      <span className={classes.gap} data-worded title={gap.explanation}>
        {written}, {t('portrait.notDifferent')}
      </span>
    );
  }
  if (gap.kind !== 'JUDGED') {
    return (
      <span className={classes.gap} title={gap.kind === 'SLIGHT' ? t('portrait.slight') : undefined}>
        {written}
      </span>
    );
  }
  const { isFavourable, difference, isTested } = gap;
  const words = isFavourable === undefined ? '' : isFavourable ? t('common.better') : t('common.worse');
  return (
    <span
      className={classes.gap}
      data-favour={isFavourable === undefined ? undefined : isFavourable ? 'better' : 'worse'}
      title={[words, isTested ? '' : t('portrait.untested')].filter((text) => text !== '').join(', ')}
    >
      <span aria-hidden="true">{difference > 0 ? '▲' : '▼'}</span>
      {written}
      {words && <span className="visually-hidden"> ({words})</span>}
    </span>
  );
}
