import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FoldedControls } from '../../components/folded-controls.tsx';
import { GeographySwitch } from '../../components/geography-switch.tsx';
import classes from '../../components/toolbar.module.css';
import { ExportMenu } from '../../export/export-menu.tsx';
import type { ComparisonQuery } from '../../graphql/generated.ts';
import { IndicatorMultiSelect } from '../../indicators/indicator-select.tsx';
import { type Catalogue, yearsOf } from '../../indicators/use-catalogue.ts';
import { TerritoryPicker } from '../../territories/territory-picker.tsx';
import type { CompareView, PositionLevel } from '../../url.ts';
import { AddMembers } from './add-members.tsx';
import { AddPeers } from './add-peers.tsx';
import type { ChangeView } from './compare.tsx';
import type { ComparisonTable } from './comparison-table.ts';
import { GapControls } from './gap-controls.tsx';
import { isMeasured } from './gaps.ts';
import { LayoutSwitches } from './layout-switches.tsx';
import { useShownTable } from './use-shown-table.ts';

const LATEST = 'latest';
const COMPARABLE = 'comparable';
const WITHIN: readonly PositionLevel[] = ['FRANCE', 'REGION', 'DEPARTEMENT', 'EPCI'];

interface ToolbarProps {
  readonly view: CompareView;
  readonly change: ChangeView;
  readonly catalogue: Catalogue;
  readonly comparison: ComparisonQuery['compare'] | undefined;
  readonly table: ComparisonTable | undefined;
}

/** What is compared, on what, when, in which boundaries, and how it is shown. */
export function Toolbar({ view, change, catalogue, comparison, table }: ToolbarProps) {
  const { t } = useTranslation();
  const toShownTable = useShownTable();
  const { territories, indicators, year, comparable, geography, within } = view;
  const years = new Set(indicators.flatMap((id) => yearsOf(catalogue.byId.get(id) ?? { years: [] })));
  if (year !== undefined) years.add(year);
  const addAll = (ids: readonly string[]) => change({ territories: ids });
  return (
    <div className={classes.toolbar} data-print="hidden">
      <TerritoryPicker
        label={t('compare.territories')}
        ids={territories}
        known={comparison?.territories ?? []}
        onChange={(ids) => change({ territories: ids })}
      >
        <AddPeers
          {...{ territories, geography }}
          compared={indicators.filter((id) => isMeasured(catalogue.byId.get(id) ?? { nature: 'STOCK' }))}
          onAdd={(ids, alike) => change({ territories: ids, alike })}
        />
        <AddMembers territories={territories} benchmarks={comparison?.benchmarks ?? []} onAdd={addAll} />
      </TerritoryPicker>
      <FoldedControls>
        <div className={classes.line}>
          <div className={classes.wide}>
            <IndicatorMultiSelect
              catalogue={catalogue}
              value={indicators}
              onChange={(chosen) => change({ indicators: chosen })}
            />
          </div>
          <Select
            className={classes.medium ?? ''}
            label={t('common.year')}
            value={year === undefined ? (comparable ? COMPARABLE : LATEST) : String(year)}
            onChange={(chosen) =>
              change({
                comparable: chosen === COMPARABLE,
                year: chosen === LATEST || chosen === COMPARABLE || chosen === null ? undefined : Number(chosen),
              })
            }
            data={[
              { value: LATEST, label: t('common.latestYear') },
              { value: COMPARABLE, label: t('compare.comparable') },
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
            className={classes.medium ?? ''}
            label={t('compare.within')}
            value={within}
            onChange={(chosen) => change({ within: WITHIN.find((level) => level === chosen) ?? 'FRANCE' })}
            data={WITHIN.map((level) => ({ value: level, label: t(`compare.within${level}`) }))}
            allowDeselect={false}
          />
          <GapControls view={view} change={change} comparison={comparison} table={table} />
          <div className={classes.end}>
            <LayoutSwitches view={view} change={change} />
            <ExportMenu table={comparison && table && (() => toShownTable({ comparison, table, view }))} printable />
          </div>
        </div>
      </FoldedControls>
    </div>
  );
}
