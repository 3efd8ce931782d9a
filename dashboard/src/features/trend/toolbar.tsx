import { Button, Switch } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SERIES_COLOURS } from '../../components/chart/series-colours.ts';
import { GeographySwitch } from '../../components/geography-switch.tsx';
import classes from '../../components/toolbar.module.css';
import { IndicatorSelect } from '../../indicators/indicator-select.tsx';
import type { Catalogue, Indicator } from '../../indicators/use-catalogue.ts';
import { TerritoryPicker } from '../../territories/territory-picker.tsx';
import type { TrendView } from '../../url.ts';
import type { TrendAnswer } from './chart-content.ts';
import { useExport } from './use-export.ts';

interface ToolbarProps {
  readonly view: TrendView;
  readonly change: (change: Partial<TrendView>) => void;
  readonly catalogue: Catalogue;
  readonly indicator: Indicator;
  readonly answer: TrendAnswer | undefined;
}

/** Which territories, which indicator, in which boundaries. */
export function Toolbar({ view, change, catalogue, indicator, answer }: ToolbarProps) {
  const { t } = useTranslation();
  const exportTrend = useExport();
  const { territories, geography, base100 } = view;
  return (
    <div className={classes.toolbar}>
      <TerritoryPicker
        label={t('trend.territories')}
        ids={territories}
        known={answer?.series.map(({ territory }) => territory) ?? []}
        colours={SERIES_COLOURS}
        onChange={(ids) => change({ territories: ids })}
      />
      <div className={classes.line}>
        <div className={classes.wide}>
          <IndicatorSelect
            catalogue={catalogue}
            value={indicator.id}
            onChange={(chosen) => change({ indicator: chosen })}
          />
        </div>
        <GeographySwitch value={geography} onChange={(chosen) => change({ geography: chosen })} />
        <div className={classes.end}>
          <Switch
            label={t('trend.base100')}
            checked={base100}
            onChange={(event) => change({ base100: event.currentTarget.checked })}
          />
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!answer}
            onClick={() => answer && exportTrend(answer, indicator)}
          >
            {t('common.export')}
          </Button>
        </div>
      </div>
    </div>
  );
}
