import { Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExploreFilter, ExploreView } from '../../explore-url.ts';
import { formatNumber, formatValue } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import styles from './explore.module.css';
import type { ChangeView } from './toolbar.tsx';

interface FilterChipsProps {
  readonly view: ExploreView;
  readonly change: ChangeView;
  readonly catalogue: Catalogue;
}

/** The conditions that hold now, in words, each with a button that takes it away. */
export function FilterChips({ view, change, catalogue }: FilterChipsProps) {
  const { t } = useTranslation();
  const words = useFilterWords(catalogue);
  if (view.filters.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t('explore.filters')}>
      {view.filters.map((filter) => {
        const said = words(filter);
        return (
          <li key={said}>
            <Pill
              size="md"
              withRemoveButton
              className={styles.chip ?? ''}
              onRemove={() => change({ filters: view.filters.filter((one) => one !== filter) })}
              removeButtonProps={{
                'aria-label': t('common.remove', { name: said }),
                'aria-hidden': false,
                tabIndex: 0,
              }}
            >
              {said}
            </Pill>
          </li>
        );
      })}
    </ul>
  );
}

/** Says a condition: « Population 2023 ≥ 1 000 ». */
function useFilterWords(catalogue: Catalogue): (filter: ExploreFilter) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ column, operator, value = 0, upper = 0 }) => {
    const indicator = catalogue.byId.get(column.indicator);
    const name = `${indicator?.shortLabel ?? column.indicator} ${column.year}`;
    const written = (number: number): string =>
      indicator
        ? formatValue(locale, number, {
            ...indicator,
            decimals: Number.isInteger(number) ? 0 : Math.max(1, indicator.decimals),
          })
        : formatNumber(locale, number);
    if (operator === 'HIGHEST' || operator === 'LOWEST')
      return t(`explore.said${operator}`, { name, count: value, formatted: formatNumber(locale, value) });
    return t(`explore.said${operator}`, { name, value: written(value), upper: written(upper) });
  };
}
