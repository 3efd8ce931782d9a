import { Button } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './toolbar.module.css';

/** The controls of a toolbar: on a phone they are folded, so that the first screen shows what they are about. */
export function FoldedControls({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const id = useId();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        className={classes.fold ?? ''}
        variant="default"
        justify="space-between"
        leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
        rightSection={<IconChevronDown size={16} aria-hidden className={classes.chevron} />}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        {t('common.controls')}
      </Button>
      <div id={id} className={classes.controls} data-opened={opened || undefined}>
        {children}
      </div>
    </>
  );
}
