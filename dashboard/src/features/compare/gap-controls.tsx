import { Button, Select } from '@mantine/core';
import { IconArrowsVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../../components/toolbar.module.css';
import type { ComparisonQuery } from '../../graphql/generated.ts';
import type { CompareView } from '../../url.ts';
import type { ChangeView } from './compare.tsx';
import { BY_GAP } from './order.ts';

const NONE = 'none';

interface GapControlsProps {
  readonly view: CompareView;
  readonly change: ChangeView;
  readonly comparison: ComparisonQuery['compare'] | undefined;
}

/** What gaps are measured from, and whether the biggest ones come first. */
export function GapControls({ view: { gap, sort }, change, comparison }: GapControlsProps) {
  const { t } = useTranslation();
  if (!comparison) return null;
  const { benchmarks, territories } = comparison;
  const choices = new Map([...benchmarks, ...territories].map(({ id, name }) => [id, name]));
  const first = gap && choices.has(gap) ? gap : [...choices.keys()][0];
  const biggestFirst = sort?.by === BY_GAP;
  return (
    <>
      <Select
        className={classes.medium ?? ''}
        label={t('compare.gap')}
        value={gap && choices.has(gap) ? gap : NONE}
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
        leftSection={<IconArrowsVertical size={16} aria-hidden />}
        title={t('compare.gapFirstHelp')}
        onClick={() =>
          change(biggestFirst ? { sort: undefined } : { gap: first, sort: { by: BY_GAP, descending: true } })
        }
      >
        {t('compare.gapFirst')}
      </Button>
    </>
  );
}
