import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Level } from '../graphql/generated.ts';
import { type FoundTerritory, useSearch } from './api/use-search.ts';
import { FoundOption } from './found-option.tsx';
import { inGroups, type OtherTarget } from './target-groups.ts';
import type { TerritoryRef } from './territory.ts';

/** A search of what is not a territory, beside that of territories. */
export interface OtherSearch {
  /** Told what is looked for. */
  readonly onText: (text: string) => void;
  readonly targets: readonly OtherTarget[];
  /** What the targets answer; undefined while the answer travels. */
  readonly answered: string | undefined;
}

interface TerritorySearchProps {
  readonly label: string;
  readonly placeholder: string;
  readonly onTerritory: (territory: TerritoryRef) => void;
  readonly level?: Level;
  readonly others?: OtherSearch;
  readonly onOther?: (id: string) => void;
  readonly size?: 'sm' | 'md' | 'lg';
  /** Takes the focus when the reader presses « / ». */
  readonly shortcut?: boolean;
}

/**
 * A search box over all territories: debounced, driven by the keyboard, first answer chosen by Enter.
 * Enter pressed before the answer has come waits for it.
 */
export function TerritorySearch(props: TerritorySearchProps) {
  const { label, placeholder, onTerritory, level, others: beside, onOther, size = 'sm', shortcut = false } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [debounced] = useDebouncedValue(text, 120);
  const { found, loading, error } = useSearch(debounced, level);
  const settled = debounced === text && !loading && (!beside || beside.answered === text);
  const others = text.trim() === '' ? [] : (beside?.targets ?? []);
  const groups = inGroups(found, others);
  const onText = beside?.onText;
  useEffect(() => onText?.(debounced), [onText, debounced]);
  const [waiting, setWaiting] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  useHotkeys(shortcut ? [['/', () => input.current?.focus()]] : []);

  const choose = (id: string) => {
    setText('');
    setWaiting(false);
    combobox.closeDropdown();
    const territory = found.find(({ node }) => node.id === id)?.node;
    if (territory) onTerritory(territory);
    else onOther?.(id);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival of answers matters
  useEffect(() => {
    if (!settled || text.trim() === '') return;
    const first = groups[0]?.ids[0];
    if (waiting && first) choose(first);
    else combobox.selectFirstOption();
    setWaiting(false);
  }, [settled, found, text]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && text.trim() !== '' && !settled) {
      event.preventDefault();
      event.stopPropagation();
      setWaiting(true);
    }
    if (event.key === 'Escape') setText('');
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={choose}
      withinPortal={false}
      position="bottom-start"
      offset={6}
      keepMounted={false}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          size={size}
          type="search"
          aria-label={label}
          placeholder={placeholder}
          value={text}
          autoComplete="off"
          spellCheck={false}
          leftSection={<IconSearch size={size === 'lg' ? 22 : 17} aria-hidden />}
          rightSection={loading && text !== '' ? <Loader size="xs" aria-hidden /> : null}
          onChange={(event) => {
            // The key that leads here, pressed once more, is no part of a name.
            const typed = event.currentTarget.value.replace(/^\//, '');
            setText(typed);
            if (typed.trim() === '') combobox.closeDropdown();
            else combobox.openDropdown();
          }}
          onFocus={() => text.trim() !== '' && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDownCapture={onKeyDown}
        />
      </Combobox.Target>
      <Combobox.Dropdown miw="min(24rem, calc(100vw - 2rem))">
        <Combobox.Options aria-label={label}>
          {groups.map((group) =>
            group.kind === 'territories' ? (
              <Found key="territories" found={found} titled={others.length > 0} />
            ) : (
              <Combobox.Group key={group.name} label={group.name}>
                {group.targets.map(({ id, label }) => (
                  <Combobox.Option key={id} value={id}>
                    {label}
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ),
          )}
          {found.length === 0 && others.length === 0 && (
            <Combobox.Empty>
              {settled && !error
                ? t('common.foundNone', { text })
                : error
                  ? t('common.failureNetwork')
                  : t('common.searching')}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
      <output className="visually-hidden">
        {settled && text !== '' && combobox.dropdownOpened ? t('common.found', { count: found.length }) : ''}
      </output>
    </Combobox>
  );
}

function Found({ found, titled }: { readonly found: readonly FoundTerritory[]; readonly titled: boolean }) {
  const { t } = useTranslation();
  const options = found.map((edge) => (
    <Combobox.Option key={edge.node.id} value={edge.node.id}>
      <FoundOption found={edge} />
    </Combobox.Option>
  ));
  if (!titled || options.length === 0) return options;
  return <Combobox.Group label={t('common.territories')}>{options}</Combobox.Group>;
}
