import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Figure } from './api/use-figures.ts';
import classes from './portrait.module.css';

/** Indicators that are named; their cards say the same of each. */
const NAMED = 6;

interface WithoutBenchmarkProps {
  readonly figures: readonly Figure[];
  readonly onComparable: () => void;
}

/** Names the figures that nothing can be compared with in their latest year, and leads to the year where something may be. */
export function WithoutBenchmark({ figures, onComparable }: WithoutBenchmarkProps) {
  const { t } = useTranslation();
  const alone = figures.filter(({ value, benchmarks }) => {
    const above = benchmarks.filter(({ holds }) => holds);
    return value !== null && above.length > 0 && above.every((benchmark) => benchmark.value === null);
  });
  if (alone.length === 0) return null;
  const labels = alone.map(({ indicator }) => indicator.shortLabel);
  const named = labels.length > NAMED + 1 ? labels.slice(0, NAMED) : labels;
  const others = labels.length - named.length;
  const names = others > 0 ? t('portrait.andOthers', { names: named.join(', '), count: others }) : named.join(', ');
  return (
    <div className={classes.small} data-print="hidden">
      <span title={others > 0 ? labels.join(', ') : undefined}>{t('portrait.withoutBenchmark', { names })}</span>
      <Button size="compact-xs" variant="default" onClick={onComparable} style={{ alignSelf: 'start' }}>
        {t('portrait.toComparable')}
      </Button>
    </div>
  );
}
