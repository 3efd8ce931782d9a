import { Button, Checkbox, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../../components/toolbar.module.css';
import type { ExploreView } from '../../explore-url.ts';
import type { ColumnKey } from '../../url.ts';
import styles from './explore.module.css';
import type { ChangeView } from './toolbar.tsx';
import { figureWidth } from './use-columns.ts';

interface PinMenuProps {
  readonly view: ExploreView;
  readonly change: ChangeView;
  readonly columns: readonly (ColumnKey & { readonly name: string; readonly title: string })[];
}

/** Which columns stay in place while the others scroll; how they are resized and moved. */
export function PinMenu({ view, change, columns }: PinMenuProps) {
  const { t } = useTranslation();
  const [opened, panel] = useDisclosure(false);
  const { layout } = view;
  const known = new Map(layout.columns.map((column) => [column.column, column]));
  const pin = (column: string, pinned: boolean) => {
    const width = known.get(column)?.width ?? figureWidth(view.pivot);
    const others = layout.columns.filter((one) => one.column !== column);
    const isFirst = !pinned && width === figureWidth(view.pivot);
    change(
      { layout: { order: [], columns: isFirst ? others : [...others, { column, width, pinned }] } },
      { replace: true },
    );
  };
  return (
    <Popover
      opened={opened}
      onDismiss={panel.close}
      position="bottom-end"
      width="min(26rem, calc(100vw - 2rem))"
      shadow="md"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <Button variant="default" leftSection={<IconPin size={16} aria-hidden />} onClick={panel.toggle}>
          {t('explore.layout')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('explore.layout')} className={styles.panel ?? ''}>
        <p className={styles.help}>{t('explore.layoutHelp')}</p>
        <fieldset className={styles.choices}>
          <legend className={classes.label}>{t('explore.pinned')}</legend>
          {columns.map(({ name, title }) => (
            <Checkbox
              key={name}
              size="xs"
              label={title}
              checked={known.get(name)?.pinned ?? false}
              onChange={(event) => pin(name, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
