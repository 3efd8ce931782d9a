import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilterOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GeographySwitch } from '../../components/geography-switch.tsx';
import classes from '../../components/toolbar.module.css';
import { ExportMenu } from '../../export/export-menu.tsx';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { IndicatorMultiSelect } from '../../indicators/indicator-select.tsx';
import { type Catalogue, yearsOf } from '../../indicators/use-catalogue.ts';
import { TerritoryPills } from '../../territories/territory-pills.tsx';
import { TerritorySearch } from '../../territories/territory-search.tsx';
import { useTerritory } from '../../territories/use-territory.ts';
import type { ColumnKey, ExploreGrouping, ExploreView } from '../../url.ts';
import type { Outcome } from './api/use-datasource.ts';
import styles from './explore.module.css';
import { exportAddress } from './export-address.ts';
import { groupingsOf, maybeGrouping } from './grouping.ts';

export type ChangeView = (change: Partial<ExploreView>, options?: { readonly replace?: boolean }) => void;

const LEVELS = [
  { value: 'COMMUNE', label: 'communes' },
  { value: 'EPCI', label: 'epcis' },
  { value: 'DEPARTEMENT', label: 'departements' },
  { value: 'REGION', label: 'regions' },
] as const;

const GROUPINGS = {
  EPCI: 'explore.byEpci',
  DEPARTEMENT: 'explore.byDepartement',
  REGION: 'explore.byRegion',
} as const satisfies Record<ExploreGrouping, string>;

interface ToolbarProps {
  readonly view: ExploreView;
  readonly change: ChangeView;
  readonly catalogue: Catalogue;
  readonly columns: readonly ColumnKey[];
  readonly outcome: Outcome | undefined;
}

/** Which rows, which columns, which boundaries; how many rows answer; the file of all of them. */
export function Toolbar({ view, change, catalogue, columns, outcome }: ToolbarProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { level, within, indicators, years, geography, filters, sort } = view;
  const offered = [...new Set(indicators.flatMap((id) => yearsOf(catalogue.byId.get(id) ?? { years: [] })))];
  const place = useTerritory(within);
  const groupings = groupingsOf(level);
  const groups = maybeGrouping(view);
  const touched = filters.length > 0 || sort.length > 0;
  return (
    <div className={classes.toolbar} data-print="hidden">
      <div className={classes.line}>
        <Select
          className={classes.narrow ?? ''}
          label={t('explore.level')}
          value={level}
          onChange={(chosen) => change({ level: LEVELS.find(({ value }) => value === chosen)?.value ?? 'COMMUNE' })}
          data={LEVELS.map(({ value, label }) => ({ value, label: t(`common.${label}`) }))}
          allowDeselect={false}
        />
        {groupings.length > 0 && (
          <Select
            className={classes.narrow ?? ''}
            label={t('explore.groups')}
            placeholder={t('explore.noGroups')}
            value={groups ?? null}
            onChange={(chosen) =>
              change({ groups: groupings.find((known) => known === chosen), unfolded: { all: false, but: [] } })
            }
            data={groupings.map((value) => ({ value, label: t(GROUPINGS[value]) }))}
            clearable
          />
        )}
        <div className={classes.search}>
          <div className={styles.label}>{t('explore.within')}</div>
          {within ? (
            <TerritoryPills
              label={t('explore.within')}
              ids={[within]}
              known={place ? [place] : []}
              onRemove={() => change({ within: undefined })}
            />
          ) : (
            <TerritorySearch
              label={t('explore.within')}
              placeholder={t('explore.withinPlaceholder')}
              onTerritory={({ id }) => change({ within: id })}
            />
          )}
        </div>
        <NameSearch value={view.search} onChange={(search) => change({ search }, { replace: true })} />
        <GeographySwitch value={geography} onChange={(chosen) => change({ geography: chosen })} />
      </div>
      <div className={classes.line}>
        <div className={classes.wide}>
          <IndicatorMultiSelect
            catalogue={catalogue}
            value={indicators}
            onChange={(chosen) => change({ indicators: chosen })}
          />
        </div>
        <MultiSelect
          className={styles.years ?? ''}
          label={t('explore.years')}
          placeholder={years.length === 0 ? t('explore.allYears') : ''}
          data={offered.sort((left, right) => right - left).map(String)}
          value={years.map(String)}
          onChange={(chosen) => change({ years: chosen.map(Number).sort() })}
          clearable
        />
        <Select
          className={classes.narrow ?? ''}
          label={t('explore.pivot')}
          value={view.pivot}
          onChange={(chosen) => change({ pivot: chosen === 'YEAR' ? 'YEAR' : 'INDICATOR' })}
          data={[
            { value: 'INDICATOR', label: t('explore.pivotIndicator') },
            { value: 'YEAR', label: t('explore.pivotYear') },
          ]}
          allowDeselect={false}
        />
        <div className={classes.end}>
          {groups && (
            <Button variant="subtle" onClick={() => change({ unfolded: { all: !view.unfolded.all, but: [] } })}>
              {t(view.unfolded.all ? 'explore.closeAll' : 'explore.openAll')}
            </Button>
          )}
          <p className={styles.count} role="status">
            {outcome && t('explore.count', { count: outcome.total, formatted: formatNumber(locale, outcome.total) })}
            {outcome?.sum?.problem && ` · ${outcome.sum.problem}`}
            {filters.length > 0 &&
              ` · ${t('explore.filtered', { count: filters.length, formatted: formatNumber(locale, filters.length) })}`}
          </p>
          {touched && (
            <Button
              variant="subtle"
              leftSection={<IconFilterOff size={16} aria-hidden />}
              onClick={() => change({ filters: [], sort: [] })}
            >
              {t('explore.reset')}
            </Button>
          )}
          <ExportMenu served={(format) => exportAddress(view, columns, format)} />
        </div>
      </div>
    </div>
  );
}

/** The text is written in the address once the reader stops typing. */
function NameSearch({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const settle = useDebouncedCallback(onChange, 300);
  useEffect(() => setText(value), [value]);
  return (
    <TextInput
      className={classes.narrow ?? ''}
      label={t('explore.name')}
      type="search"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
    />
  );
}
