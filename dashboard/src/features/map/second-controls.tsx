import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import toolbar from '../../components/toolbar.module.css';
import { IndicatorSelect } from '../../indicators/indicator-select.tsx';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import type { SecondMap } from '../../url.ts';
import type { ChangeView } from './toolbar.tsx';

interface SecondControlsProps {
  readonly catalogue: Catalogue;
  readonly second: SecondMap;
  readonly indicator: string;
  /** Can both maps share their scale? */
  readonly comparable: boolean;
  readonly change: ChangeView;
}

/** What the second map shows, and whether it shares the classes of the first. */
export function SecondControls({ catalogue, second, indicator, comparable, change }: SecondControlsProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={toolbar.search}>
        <IndicatorSelect
          label={t('map.second')}
          catalogue={catalogue}
          value={indicator}
          onChange={(chosen) => change({ second: { ...second, indicator: chosen, year: undefined } })}
        />
      </div>
      <Switch
        label={t('map.sameScale')}
        checked={comparable && second.shared}
        disabled={!comparable}
        onChange={(event) => change({ second: { ...second, shared: event.currentTarget.checked } })}
      />
    </>
  );
}
