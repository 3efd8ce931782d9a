import type { ComboboxParsedItem, OptionsFilter } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useIndicatorSearch } from './use-indicator-search.ts';

/**
 * What makes a list of indicators searchable: the text that is typed, and the options that answer it, best first in their themes. The first one is
 * selected once the answer has come, so that Enter never takes one of the answer before.
 */
export function useOptionSearch(chosen: string | undefined) {
  const [text, setText] = useState(chosen ?? '');
  // The name of what is chosen stands in the field: nobody typed it.
  const typed = text === chosen ? '' : text;
  const { found, settled } = useIndicatorSearch(typed);
  const ranks = useMemo(() => found && new Map(found.map(({ id }, rank) => [id, rank])), [found]);
  const filter: OptionsFilter = ({ options, search }) => {
    if (search.trim() === '' || !ranks) return options;
    const rankOf = ({ value }: { readonly value: unknown }): number =>
      ranks.get(String(value)) ?? Number.POSITIVE_INFINITY;
    const answering = <Option extends { readonly value: unknown }>(items: readonly Option[]): Option[] =>
      items.filter(({ value }) => ranks.has(String(value))).sort((one, other) => rankOf(one) - rankOf(other));
    return options
      .flatMap((option): { readonly option: ComboboxParsedItem; readonly rank: number }[] => {
        const items = answering('group' in option ? option.items : [option]);
        const [first] = items;
        if (!first) return [];
        return [{ option: 'group' in option ? { ...option, items } : option, rank: rankOf(first) }];
      })
      .sort((one, other) => one.rank - other.rank)
      .map(({ option }) => option);
  };
  return { searchValue: text, onSearchChange: setText, filter, selectFirstOptionOnChange: settled };
}
