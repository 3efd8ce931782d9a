import type { ComboboxParsedItem, OptionsFilter } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useIndicatorSearch } from './use-indicator-search.ts';

/**
 * What makes a list of indicators searchable: the text that is typed, and the options that answer it, in their themes. The first one is
 * selected once the answer has come, so that Enter never takes one of the answer before.
 */
export function useOptionSearch(chosen: string | undefined) {
  const [text, setText] = useState(chosen ?? '');
  // The name of what is chosen stands in the field: nobody typed it.
  const typed = text === chosen ? '' : text;
  const { found, settled } = useIndicatorSearch(typed);
  const ids = useMemo(() => found && new Set(found.map(({ id }) => id)), [found]);
  const filter: OptionsFilter = ({ options, search, limit }) => {
    if (search.trim() === '' || !ids) return options;
    let left = limit;
    const kept = <Option extends { readonly value: unknown }>(items: readonly Option[]): Option[] => {
      const answering = items.filter(({ value }) => ids.has(String(value))).slice(0, left);
      left -= answering.length;
      return answering;
    };
    return options.flatMap((option): ComboboxParsedItem[] => {
      if (!('group' in option)) return kept([option]);
      const items = kept(option.items);
      return items.length > 0 ? [{ ...option, items }] : [];
    });
  };
  return { searchValue: text, onSearchChange: setText, filter, selectFirstOptionOnChange: settled };
}
