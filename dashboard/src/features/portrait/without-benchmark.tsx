import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Figure } from './api/use-figures.ts';
import classes from './portrait.module.css';

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
  const names = alone.map(({ indicator }) => indicator.shortLabel).join(', ');
  return (
    <div className={classes.small} data-print="hidden">
      <span>{t('portrait.withoutBenchmark', { names })}</span>
      <Button size="compact-xs" variant="default" onClick={onComparable} style={{ alignSelf: 'start' }}>
        {t('portrait.toComparable')}
      </Button>
    </div>
  );
}
