import { useTranslation } from 'react-i18next';
import { maybeHeat, type Standing } from '../../cells/favour.ts';
import type { PositionLevel } from '../../url.ts';
import classes from './compare.module.css';
import type { ComparisonTable } from './comparison-table.ts';
import { sureness } from './gaps.ts';

const STEPS = [-2, -1, 0, 1, 2] as const satisfies readonly Standing['step'][];

interface LegendProps {
  readonly table: ComparisonTable;
  readonly within: PositionLevel;
  /** What gaps are measured from. */
  readonly gapName: string | undefined;
}

/** What the colours mean, only for the scales on the screen. */
export function Legend({ table, within, gapName }: LegendProps) {
  const { t } = useTranslation();
  const coloured = table.columns.filter(({ indicator }) => indicator.unit !== 'COUNT');
  const partial = [...table.rows, ...table.benchmarks].some(({ cells }) => cells.some(({ coverage }) => coverage));
  const few = [...table.rows, ...table.benchmarks].some(({ cells }) => cells.some(({ fewCases }) => fewCases));
  const chance = [...table.rows, ...table.benchmarks].some(({ cells }) => cells.some(({ gap }) => sureness(gap) === 0));
  if (coloured.length === 0 && !partial) return null;
  const judged = coloured.some(({ indicator }) => indicator.polarity !== 'NEUTRAL');
  const neutral = coloured.some(({ indicator }) => indicator.polarity === 'NEUTRAL');
  return (
    <div className={classes.legend}>
      {judged && <Scale judged low={t('compare.legendWorst')} high={t('compare.legendBest')} />}
      {neutral && <Scale judged={false} low={t('compare.legendLow')} high={t('compare.legendHigh')} />}
      {coloured.length > 0 && (
        <p className={classes.muted}>{t('compare.legendText', { within: t(`compare.within${within}`) })}</p>
      )}
      {gapName && <p className={classes.muted}>{t('compare.legendGap', { name: gapName })}</p>}
      {chance && <p className={classes.muted}>{t('compare.legendChance')}</p>}
      {few && <p className={classes.muted}>{t('common.fewCases')}</p>}
      {partial && <p className={classes.muted}>{t('compare.legendPartial')}</p>}
    </div>
  );
}

function Scale({ judged, low, high }: { readonly judged: boolean; readonly low: string; readonly high: string }) {
  return (
    <p className={classes.scale}>
      {low}
      <span aria-hidden="true">
        {STEPS.map((step) => (
          <i key={step} style={{ background: maybeHeat({ judged, step }) }} />
        ))}
      </span>
      {high}
    </p>
  );
}
