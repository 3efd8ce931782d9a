import { Switch } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartHandle } from '../../components/chart/line-chart.tsx';
import { SERIES_COLOURS } from '../../components/chart/series-colours.ts';
import { FoldedControls } from '../../components/folded-controls.tsx';
import { GeographySwitch } from '../../components/geography-switch.tsx';
import classes from '../../components/toolbar.module.css';
import { ExportMenu } from '../../export/export-menu.tsx';
import { IndicatorMultiSelect } from '../../indicators/indicator-select.tsx';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import { TerritoryPicker } from '../../territories/territory-picker.tsx';
import type { TrendView } from '../../url.ts';
import { isOneUnit, type Trends } from './curves.ts';
import { useFigure } from './use-figure.ts';
import { useShownTable } from './use-shown-table.ts';

interface ToolbarProps {
  readonly view: TrendView;
  readonly change: (change: Partial<TrendView>) => void;
  readonly catalogue: Catalogue;
  readonly trends: Trends | undefined;
  readonly chart: RefObject<ChartHandle | null>;
}

/** Curves above this number are not told apart. */
const MOST_INDICATORS = 6;

/** Which territories, which indicators, in which boundaries. */
export function Toolbar({ view, change, catalogue, trends, chart }: ToolbarProps) {
  const { t } = useTranslation();
  const toShownTable = useShownTable();
  const toFigure = useFigure();
  const { territories, indicators, geography, base100, continued } = view;
  const alone = indicators.length < 2;
  const forced = trends !== undefined && !isOneUnit(trends);
  return (
    <div className={classes.toolbar} data-print="hidden">
      <TerritoryPicker
        label={t('trend.territories')}
        ids={territories}
        known={trends?.curves.map(({ territory }) => territory) ?? []}
        {...(alone ? { colours: SERIES_COLOURS } : {})}
        onChange={(ids) => change({ territories: ids })}
      />
      <FoldedControls>
        <div className={classes.line}>
          <div className={classes.wide}>
            <IndicatorMultiSelect
              catalogue={catalogue}
              value={indicators}
              most={MOST_INDICATORS}
              onChange={(chosen) => change({ indicators: chosen })}
            />
          </div>
          <GeographySwitch value={geography} onChange={(chosen) => change({ geography: chosen })} />
          <div className={classes.end}>
            <Switch
              label={t('trend.base100')}
              checked={base100 || forced}
              disabled={forced}
              onChange={(event) => change({ base100: event.currentTarget.checked })}
            />
            <Switch
              label={t('trend.continue')}
              checked={continued}
              onChange={(event) => change({ continued: event.currentTarget.checked })}
            />
            <ExportMenu
              table={trends && (() => toShownTable({ trends, base100 }))}
              figure={trends && (() => toFigure({ trends, base100 }, chart.current?.draw()))}
              printable
            />
          </div>
        </div>
      </FoldedControls>
    </div>
  );
}
