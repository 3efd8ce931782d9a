import { type ComboboxParsedItem, MultiSelect, type OptionsFilter, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './indicator-select.module.css';
import { holdsWords } from './plain.ts';
import type { Catalogue } from './use-catalogue.ts';

interface IndicatorSelectProps {
  readonly catalogue: Catalogue;
  readonly value: string | undefined;
  readonly onChange: (indicator: string) => void;
  readonly label?: string;
}

/** One indicator among those that have figures, grouped by theme, searchable. */
export function IndicatorSelect({ catalogue, value, onChange, label }: IndicatorSelectProps) {
  const { t } = useTranslation();
  return (
    <Select
      label={label ?? t('common.indicator')}
      placeholder={t('common.chooseIndicator')}
      data={options(catalogue)}
      value={value ?? null}
      onChange={(chosen) => chosen && onChange(chosen)}
      searchable
      filter={byWords}
      allowDeselect={false}
      nothingFoundMessage={t('common.noIndicator')}
      maxDropdownHeight={420}
      selectFirstOptionOnChange
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
  return (
    <MultiSelect
      label={t('common.indicators')}
      placeholder={value.length === 0 ? t('common.chooseIndicators') : ''}
      data={options(catalogue)}
      value={value.filter((id) => catalogue.byId.has(id))}
      onChange={onChange}
      {...(most === undefined ? {} : { maxValues: most })}
      searchable
      filter={byWords}
      clearable
      hidePickedOptions
      nothingFoundMessage={t('common.noIndicator')}
      maxDropdownHeight={420}
      selectFirstOptionOnChange
      classNames={{ pillsList: classes.chosen ?? '' }}
    />
  );
}

/** Options that hold the words looked for, whatever their accents and order; themes without any are left out. */
const byWords: OptionsFilter = ({ options: all, search, limit }) => {
  let left = limit;
  const kept = <Option extends { readonly label: string }>(items: readonly Option[]): Option[] => {
    const found = items.filter(({ label }) => holdsWords(label, search.trim())).slice(0, left);
    left -= found.length;
    return found;
  };
  return all.flatMap((option): ComboboxParsedItem[] => {
    if (!('group' in option)) return kept([option]);
    const items = kept(option.items);
    return items.length > 0 ? [{ ...option, items }] : [];
  });
};

function options({ themes, indicators }: Catalogue) {
  return themes.map((theme) => ({
    group: theme.label,
    items: indicators
      .filter((indicator) => indicator.theme.id === theme.id)
      .map(({ id, label }) => ({ value: id, label })),
  }));
}
