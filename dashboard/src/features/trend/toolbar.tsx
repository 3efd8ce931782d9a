import { Switch } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartHandle } from '../../components/chart/line-chart.tsx';
import { SERIES_COLOURS } from '../../components/chart/series-colours.ts';
import { GeographySwitch } from '../../components/geography-switch.tsx';
import classes from '../../components/toolbar.module.css';
import { ExportMenu } from '../../export/export-menu.tsx';
import { IndicatorSelect } from '../../indicators/indicator-select.tsx';
import type { Catalogue, Indicator } from '../../indicators/use-catalogue.ts';
import { TerritoryPicker } from '../../territories/territory-picker.tsx';
import type { TrendView } from '../../url.ts';
import type { TrendAnswer } from './chart-content.ts';
import { useFigure } from './use-figure.ts';
import { useShownTable } from './use-shown-table.ts';

interface ToolbarProps {
  readonly view: TrendView;
  readonly change: (change: Partial<TrendView>) => void;
  readonly catalogue: Catalogue;
  readonly indicator: Indicator;
  readonly answer: TrendAnswer | undefined;
  readonly chart: RefObject<ChartHandle | null>;
}

/** Which territories, which indicator, in which boundaries. */
export function Toolbar({ view, change, catalogue, indicator, answer, chart }: ToolbarProps) {
  const { t } = useTranslation();
  const toShownTable = useShownTable();
  const toFigure = useFigure();
  const { territories, geography, base100, continued } = view;
  return (
    <div className={classes.toolbar} data-print="hidden">
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
          <Switch
            label={t('trend.continue')}
            checked={continued}
            onChange={(event) => change({ continued: event.currentTarget.checked })}
          />
          <ExportMenu
            table={answer && (() => toShownTable(answer, indicator))}
            figure={answer && (() => toFigure({ answer, indicator, base100 }, chart.current?.draw()))}
            printable
          />
        </div>
      </div>
    </div>
  );
}
