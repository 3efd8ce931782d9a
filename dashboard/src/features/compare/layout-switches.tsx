import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CompareView } from '../../url.ts';
import type { ChangeView } from './compare.tsx';

const SWITCHES = ['ranks', 'curves', 'transposed', 'simple'] as const satisfies readonly (keyof CompareView)[];

interface LayoutSwitchesProps {
  readonly view: CompareView;
  readonly change: ChangeView;
}

/** What stands beside each figure, and which way the table lies. */
export function LayoutSwitches({ view, change }: LayoutSwitchesProps) {
  const { t } = useTranslation();
  return SWITCHES.map((name) => (
    <Switch
      key={name}
      label={t(`compare.${name}`)}
      checked={view[name]}
      onChange={(event) => change({ [name]: event.currentTarget.checked })}
    />
  ));
}
