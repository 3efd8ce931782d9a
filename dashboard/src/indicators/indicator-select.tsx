import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './indicator-select.module.css';
import type { Catalogue } from './use-catalogue.ts';
import { useOptionSearch } from './use-option-search.ts';
import { useOptionsOnFocus } from './use-options-on-focus.ts';

interface IndicatorSelectProps {
  readonly catalogue: Catalogue;
  readonly value: string | undefined;
  readonly onChange: (indicator: string) => void;
  readonly label?: string;
}

/** One indicator among those that have figures, grouped by theme, searchable. */
export function IndicatorSelect({ catalogue, value, onChange, label }: IndicatorSelectProps) {
  const { t } = useTranslation();
  const search = useOptionSearch(value === undefined ? undefined : catalogue.byId.get(value)?.label);
  const onFocus = useOptionsOnFocus();
  return (
    <Select
      label={label ?? t('common.indicator')}
      placeholder={t('common.chooseIndicator')}
      data={options(catalogue)}
      value={value ?? null}
      onChange={(chosen) => chosen && onChange(chosen)}
      searchable
      {...search}
      {...onFocus}
      allowDeselect={false}
      nothingFoundMessage={t('common.noIndicator')}
    />
  );
}

interface IndicatorMultiSelectProps {
  readonly catalogue: Catalogue;
  readonly value: readonly string[];
  readonly onChange: (indicators: string[]) => void;
  /** How many may be chosen; undefined leaves it to the reader. */
  readonly most?: number;
}

/** Several indicators, in the order in which they were chosen. */
export function IndicatorMultiSelect({ catalogue, value, onChange, most }: IndicatorMultiSelectProps) {
  const { t } = useTranslation();
  const search = useOptionSearch(undefined);
  const onFocus = useOptionsOnFocus();
  return (
    <MultiSelect
      label={t('common.indicators')}
      placeholder={value.length === 0 ? t('common.chooseIndicators') : ''}
      data={options(catalogue)}
      value={value.filter((id) => catalogue.byId.has(id))}
      onChange={onChange}
      {...(most === undefined ? {} : { maxValues: most })}
      searchable
      {...search}
      {...onFocus}
      clearable
      hidePickedOptions
      nothingFoundMessage={t('common.noIndicator')}
      classNames={{ pillsList: classes.chosen ?? '' }}
    />
  );
}

function options({ themes, indicators }: Catalogue) {
  return themes.map((theme) => ({
    group: theme.label,
    items: indicators
      .filter((indicator) => indicator.theme.id === theme.id)
      .map(({ id, label }) => ({ value: id, label })),
  }));
}
