import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExploreView, ExploreYears } from '../../explore-url.ts';
import { type Catalogue, yearsOf } from '../../indicators/use-catalogue.ts';
import styles from './explore.module.css';
import type { ChangeView } from './toolbar.tsx';

interface YearsSelectProps {
  readonly view: ExploreView;
  readonly change: ChangeView;
  readonly catalogue: Catalogue;
}

const ALL = 'ALL';

/** The latest year of each indicator, all years, or some. */
export function YearsSelect({ view, change, catalogue }: YearsSelectProps) {
  const { t } = useTranslation();
  const { indicators, years } = view;
  const offered = [...new Set(indicators.flatMap((id) => yearsOf(catalogue.byId.get(id) ?? { years: [] })))];
  const value = years === 'LATEST' ? [] : years === 'ALL' ? [ALL] : years.map(String);
  return (
    <MultiSelect
      className={styles.years ?? ''}
      label={t('explore.years')}
      placeholder={value.length === 0 ? t('explore.latestYears') : ''}
      data={[
        { value: ALL, label: t('explore.allYears') },
        ...offered.sort((left, right) => right - left).map((year) => ({ value: String(year), label: String(year) })),
      ]}
      value={value}
      onChange={(chosen) => change({ years: toYears(chosen, years) })}
      hidePickedOptions
      clearable
    />
  );
}

/** « All years » takes the place of some, and some take its place. */
function toYears(chosen: readonly string[], before: ExploreYears): ExploreYears {
  const some = chosen.filter((one) => one !== ALL).map(Number);
  if (chosen.includes(ALL) && before !== 'ALL') return 'ALL';
  if (some.length > 0) return some.sort((left, right) => left - right);
  return chosen.includes(ALL) ? 'ALL' : 'LATEST';
}
