import { Button, Select } from '@mantine/core';
import { IconArrowsVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../../components/toolbar.module.css';
import type { ComparisonQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { CompareView } from '../../url.ts';
import styles from './compare.module.css';
import type { ChangeView } from './compare.tsx';
import type { ComparisonTable } from './comparison-table.ts';
import { BY_GAP } from './order.ts';
import { maybeGapless, maybeOrigin } from './origin.ts';

const NONE = 'none';

interface GapControlsProps {
  readonly view: CompareView;
  readonly change: ChangeView;
  readonly comparison: ComparisonQuery['compare'] | undefined;
  readonly table: ComparisonTable | undefined;
}

/** What gaps are measured from, and whether the biggest ones come first. */
export function GapControls({ view: { gap, sort, comparable }, change, comparison, table }: GapControlsProps) {
  const { t } = useTranslation();
  const list = new Intl.ListFormat(useLocale());
  if (!comparison || !table) return null;
  const { benchmarks, territories } = comparison;
  const choices = new Map([...benchmarks, ...territories].map(({ id, name }) => [id, name]));
  const chosenGap = gap && choices.has(gap) ? gap : undefined;
  const gapless = maybeGapless(table, chosenGap);
  const biggestFirst = sort?.by === BY_GAP;
  const origin = chosenGap ?? maybeOrigin(table);
  return (
    <>
      <Select
        className={classes.medium ?? ''}
        label={t('compare.gap')}
        value={chosenGap ?? NONE}
        onChange={(chosen) =>
          chosen === NONE || chosen === null
            ? change({ gap: undefined, sort: biggestFirst ? undefined : sort })
            : change({ gap: chosen })
        }
        data={[
          { value: NONE, label: t('compare.gapNone') },
          ...[...choices].map(([value, label]) => ({ value, label })),
        ]}
        allowDeselect={false}
        searchable
      />
      <Button
        variant={biggestFirst ? 'light' : 'default'}
        aria-pressed={biggestFirst}
        disabled={!biggestFirst && origin === undefined}
        leftSection={<IconArrowsVertical size={16} aria-hidden />}
        title={t('compare.gapFirstHelp')}
        onClick={() =>
          change(biggestFirst ? { sort: undefined } : { gap: origin, sort: { by: BY_GAP, descending: true } })
        }
      >
        {t('compare.gapFirst')}
      </Button>
      <p role="status" className={styles.gapless}>
        {gapless &&
          [
            t('compare.gapless', {
              indicators: list.format(gapless.indicators.map(({ shortLabel }) => shortLabel)),
              name: choices.get(chosenGap ?? '') ?? '',
            }),
            gapless.better
              ? t('compare.gaplessBetter', { name: gapless.better.name })
              : t(comparable ? 'compare.gaplessOther' : 'compare.gaplessNone'),
          ].join(' ')}
      </p>
    </>
  );
}
