import { Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GeographySwitch } from '../../components/geography-switch.tsx';
import classes from '../../components/toolbar.module.css';
import { ExportMenu } from '../../export/export-menu.tsx';
import type { ComparisonQuery } from '../../graphql/generated.ts';
import { IndicatorMultiSelect } from '../../indicators/indicator-select.tsx';
import { type Catalogue, yearsOf } from '../../indicators/use-catalogue.ts';
import { TerritoryPicker } from '../../territories/territory-picker.tsx';
import type { CompareView, PositionLevel } from '../../url.ts';
import { AddPeers } from './add-peers.tsx';
import type { ChangeView } from './compare.tsx';
import type { CompareRow, ComparisonTable } from './comparison-table.ts';
import { useShownTable } from './use-shown-table.ts';

const LATEST = 'latest';
const WITHIN: readonly PositionLevel[] = ['FRANCE', 'DEPARTEMENT', 'EPCI'];

interface ToolbarProps {
  readonly view: CompareView;
  readonly change: ChangeView;
  readonly catalogue: Catalogue;
  readonly comparison: ComparisonQuery['compare'] | undefined;
  readonly table: ComparisonTable | undefined;
  readonly rows: readonly CompareRow[] | undefined;
}

/** What is compared, on what, when, in which boundaries, and how it is shown. */
export function Toolbar({ view, change, catalogue, comparison, table, rows }: ToolbarProps) {
  const { t } = useTranslation();
  const toShownTable = useShownTable();
  const { territories, indicators, year, geography, within, ranks, simple } = view;
  const years = new Set(indicators.flatMap((id) => yearsOf(catalogue.byId.get(id) ?? { years: [] })));
  if (year !== undefined) years.add(year);
  return (
    <div className={classes.toolbar} data-print="hidden">
      <TerritoryPicker
        label={t('compare.territories')}
        ids={territories}
        known={comparison?.territories ?? []}
        onChange={(ids) => change({ territories: ids })}
      />
      <div className={classes.line}>
        <div className={classes.wide}>
          <IndicatorMultiSelect
            catalogue={catalogue}
            value={indicators}
            onChange={(chosen) => change({ indicators: chosen })}
          />
        </div>
        <Select
          className={classes.narrow ?? ''}
          label={t('common.year')}
          value={year === undefined ? LATEST : String(year)}
          onChange={(chosen) => change({ year: chosen === LATEST || chosen === null ? undefined : Number(chosen) })}
          data={[
            { value: LATEST, label: t('common.latestYear') },
            ...[...years]
              .sort((left, right) => right - left)
              .map((one) => ({ value: String(one), label: String(one) })),
          ]}
          allowDeselect={false}
        />
        <GeographySwitch value={geography} onChange={(chosen) => change({ geography: chosen })} />
      </div>
      <div className={classes.line}>
        <Select
          className={classes.narrow ?? ''}
          label={t('compare.within')}
          value={within}
          onChange={(chosen) => change({ within: WITHIN.find((level) => level === chosen) ?? 'FRANCE' })}
          data={WITHIN.map((level) => ({ value: level, label: t(`compare.within${level}`) }))}
          allowDeselect={false}
        />
        <AddPeers territories={territories} geography={geography} onAdd={(ids) => change({ territories: ids })} />
        <div className={classes.end}>
          <Switch
            label={t('compare.ranks')}
            checked={ranks}
            onChange={(event) => change({ ranks: event.currentTarget.checked })}
          />
          <Switch
            label={t('compare.simple')}
            checked={simple}
            onChange={(event) => change({ simple: event.currentTarget.checked })}
          />
          <ExportMenu
            table={comparison && table && rows && (() => toShownTable({ comparison, table, rows, view }))}
            printable
          />
        </div>
      </div>
    </div>
  );
}
