import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../components/toolbar.module.css';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import { useIndicatorSearch } from '../../indicators/use-indicator-search.ts';
import styles from './explore.module.css';

interface IndicatorPickerProps {
  readonly catalogue: Catalogue;
  readonly value: readonly string[];
  readonly onChange: (indicators: string[]) => void;
}

/** Many indicators among all, by theme: ticked one by one or a theme at once, in a panel that leaves the table in sight. */
export function IndicatorPicker({ catalogue, value, onChange }: IndicatorPickerProps) {
  const { t } = useTranslation();
  const [opened, panel] = useDisclosure(false);
  const [text, setText] = useState('');
  const chosen = new Set(value.filter((id) => catalogue.byId.has(id)));
  const { found } = useIndicatorSearch(text);
  const answering = found && new Set(found.map(({ id }) => id));
  const themes = catalogue.themes
    .map((theme) => ({
      theme,
      indicators: catalogue.indicators.filter(
        (indicator) => indicator.theme.id === theme.id && answering?.has(indicator.id) !== false,
      ),
    }))
    .filter(({ indicators }) => indicators.length > 0);
  const set = (ids: readonly string[], kept: boolean) =>
    onChange(kept ? [...new Set([...chosen, ...ids])] : [...chosen].filter((id) => !ids.includes(id)));
  return (
    <div className={styles.picker}>
      <div className={classes.label}>{t('common.indicators')}</div>
      <Popover
        opened={opened}
        onDismiss={panel.close}
        position="bottom-start"
        width="min(26rem, calc(100vw - 2rem))"
        shadow="md"
        trapFocus
        withinPortal
      >
        <Popover.Target>
          <Button
            variant="default"
            fullWidth
            justify="space-between"
            rightSection={<IconChevronDown size={16} aria-hidden />}
            onClick={panel.toggle}
            aria-label={`${t('common.indicators')}${t('common.colon')}${t('explore.chosen', { count: chosen.size })}`}
          >
            {t('explore.chosen', { count: chosen.size })}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('common.indicators')} className={styles.panel ?? ''}>
          <TextInput
            type="search"
            aria-label={t('explore.findIndicator')}
            placeholder={t('explore.findIndicator')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <div className={styles.choices}>
            {themes.length === 0 && <p>{t('common.noIndicator')}</p>}
            {themes.map(({ theme, indicators }) => {
              const ids = indicators.map(({ id }) => id);
              const count = ids.filter((id) => chosen.has(id)).length;
              return (
                <fieldset key={theme.id} className={styles.theme}>
                  <legend className="visually-hidden">{theme.label}</legend>
                  <Checkbox
                    className={styles.all ?? ''}
                    label={theme.label}
                    checked={count === ids.length}
                    indeterminate={count > 0 && count < ids.length}
                    onChange={(event) => set(ids, event.currentTarget.checked)}
                  />
                  {indicators.map(({ id, label }) => (
                    <Checkbox
                      key={id}
                      size="xs"
                      label={label}
                      checked={chosen.has(id)}
                      onChange={(event) => set([id], event.currentTarget.checked)}
                    />
                  ))}
                </fieldset>
              );
            })}
          </div>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
