import { Button, Loader, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilterOff, IconLayoutColumns } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FoldedControls } from '../../components/folded-controls.tsx';
import { GeographySwitch } from '../../components/geography-switch.tsx';
import classes from '../../components/toolbar.module.css';
import { type Cut, type ExploreGrouping, type ExploreView, NO_LAYOUT, type Pivot } from '../../explore-url.ts';
import { ExportMenu } from '../../export/export-menu.tsx';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import type { Outcome } from './api/use-datasource.ts';
import type { Slices } from './api/use-slices.ts';
import { type ExploreColumn, withoutDetail } from './columns.ts';
import styles from './explore.module.css';
import { exportAddress } from './export-address.ts';
import { FilterChips } from './filter-chips.tsx';
import { groupingsOf, maybeGrouping } from './grouping.ts';
import { IndicatorPicker } from './indicator-picker.tsx';
import { PinMenu } from './pin-menu.tsx';
import { RowsChooser } from './rows-chooser.tsx';
import { YearsSelect } from './years-select.tsx';

export type ChangeView = (change: Partial<ExploreView>, options?: { readonly replace?: boolean }) => void;

const GROUPINGS = {
  EPCI: 'explore.byEpci',
  DEPARTEMENT: 'explore.byDepartement',
  REGION: 'explore.byRegion',
  STRATUM: 'explore.byStratum',
} as const satisfies Record<ExploreGrouping, string>;

/** What indicators may be cut by, and how it is written. */
const CUTS = [
  { value: 'SEX', cuts: ['SEX'], label: 'explore.bySex' },
  { value: 'AGE', cuts: ['AGE'], label: 'explore.byAge' },
  { value: 'SEX_AGE', cuts: ['SEX', 'AGE'], label: 'explore.bySexAndAge' },
] as const satisfies readonly { value: string; cuts: readonly Cut[]; label: string }[];

const PIVOTS = [
  { value: 'INDICATOR', label: 'explore.pivotIndicator' },
  { value: 'YEAR', label: 'explore.pivotYear' },
  { value: 'MEMBER', label: 'explore.pivotMember' },
] as const satisfies readonly { value: Pivot; label: string }[];

export interface ToolbarProps {
  readonly view: ExploreView;
  readonly change: ChangeView;
  readonly catalogue: Catalogue;
  readonly columns: readonly ExploreColumn[];
  /** True until it is known how indicators are cut. */
  readonly waiting: boolean;
  readonly slices: Slices | undefined;
  /** Whether there are rows to read. */
  readonly reading: boolean;
  readonly outcome: Outcome | undefined;
}

/** Which rows, which columns, which boundaries; how many rows answer; the file of all of them. */
export function Toolbar({ view, change, catalogue, columns, waiting, slices, reading, outcome }: ToolbarProps) {
  const { t } = useTranslation();
  const { cuts, geography } = view;
  const groupings = groupingsOf(view);
  const groups = maybeGrouping(view);
  const pivots = PIVOTS.filter(({ value }) => value !== 'MEMBER' || cuts.length > 0);
  return (
    <div className={classes.toolbar} data-print="hidden">
      <FoldedControls>
        <div className={classes.line}>
          <RowsChooser view={view} change={change} named={outcome?.named ?? []} />
          <Select
            className={classes.narrow ?? ''}
            label={t('explore.groups')}
            placeholder={t('explore.noGroups')}
            value={groups ?? null}
            onChange={(chosen) =>
              change({ groups: groupings.find((known) => known === chosen), unfolded: { all: false, but: [] } })
            }
            data={groupings.map((value) => ({ value, label: t(GROUPINGS[value]) }))}
            disabled={groupings.length === 0}
            clearable
          />
          <NameSearch value={view.search} onChange={(search) => change({ search }, { replace: true })} />
          <GeographySwitch value={geography} onChange={(chosen) => change({ geography: chosen })} />
        </div>
        <div className={classes.line}>
          <IndicatorPicker
            catalogue={catalogue}
            value={view.indicators}
            onChange={(chosen) => change({ indicators: chosen, layout: { ...view.layout, order: [] } })}
          />
          <YearsSelect view={view} change={change} catalogue={catalogue} />
          <Select
            className={classes.narrow ?? ''}
            label={t('explore.cut')}
            placeholder={t('explore.noCut')}
            value={CUTS.find((one) => one.cuts.join() === cuts.join())?.value ?? null}
            onChange={(chosen) => {
              const asked = CUTS.find(({ value }) => value === chosen)?.cuts ?? [];
              change({ cuts: asked, ...(asked.length === 0 && view.pivot === 'MEMBER' ? { pivot: 'INDICATOR' } : {}) });
            }}
            data={CUTS.map(({ value, label }) => ({ value, label: t(label) }))}
            clearable
          />
          <Select
            className={styles.pivot ?? ''}
            label={t('explore.pivot')}
            value={pivots.some(({ value }) => value === view.pivot) ? view.pivot : 'INDICATOR'}
            onChange={(chosen) => change({ pivot: PIVOTS.find(({ value }) => value === chosen)?.value ?? 'INDICATOR' })}
            data={pivots.map(({ value, label }) => ({ value, label: t(label) }))}
            allowDeselect={false}
          />
          <div className={classes.end}>
            <PinMenu view={view} change={change} columns={columns} />
            <ExportMenu
              served={(format) =>
                exportAddress(view, columns, format, window.location.pathname + window.location.search)
              }
            />
          </div>
        </div>
      </FoldedControls>
      <Answer view={view} change={change} catalogue={catalogue} reading={reading} outcome={outcome}>
        {!waiting && columns.length > 0 && <Uncut view={view} catalogue={catalogue} slices={slices} />}
      </Answer>
    </div>
  );
}

interface AnswerProps extends Omit<ToolbarProps, 'columns' | 'waiting' | 'slices'> {
  /** What is said of the columns. */
  readonly children: ReactNode;
}

/** How many rows answer, under which conditions, and why there is no total. */
function Answer({ view, change, catalogue, reading, outcome, children }: AnswerProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { filters, sort, layout } = view;
  return (
    <div className={styles.answer}>
      <p className={styles.count} role="status">
        {reading && !outcome && (
          <>
            <Loader size="xs" aria-hidden />
            <span className="visually-hidden">{t('common.loading')}</span>
          </>
        )}
        {reading &&
          outcome?.error === undefined &&
          outcome &&
          outcome.total > 0 &&
          t('explore.count', { count: outcome.total, formatted: formatNumber(locale, outcome.total) })}
        {children}
        {reading && outcome && outcome.total > 0 && outcome.sum?.problem && <small>{outcome.sum.problem}</small>}
      </p>
      <FilterChips view={view} change={change} catalogue={catalogue} />
      <div className={styles.resets}>
        {maybeGrouping(view) && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => change({ unfolded: { all: !view.unfolded.all, but: [] } })}
          >
            {t(view.unfolded.all ? 'explore.closeAll' : 'explore.openAll')}
          </Button>
        )}
        {(filters.length > 0 || sort.length > 0) && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconFilterOff size={16} aria-hidden />}
            onClick={() => change({ filters: [], sort: [] })}
          >
            {t('explore.reset')}
          </Button>
        )}
        {layout !== NO_LAYOUT && (layout.columns.length > 0 || layout.order.length > 0) && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconLayoutColumns size={16} aria-hidden />}
            onClick={() => change({ layout: NO_LAYOUT })}
          >
            {t('explore.resetLayout')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Which of the details asked for some indicators do not have. */
function Uncut({ view, catalogue, slices }: Pick<ToolbarProps, 'view' | 'catalogue' | 'slices'>) {
  const { t } = useTranslation();
  const without = withoutDetail(view, catalogue, slices);
  const all = view.indicators.filter((id) => catalogue.byId.has(id)).length;
  if (
    without.length > 0 &&
    without.length === view.cuts.length &&
    without.every(({ indicators }) => indicators.length === all)
  )
    return <small>{t('explore.uncut')}</small>;
  return without.map(({ cut, indicators }) => (
    <small key={cut}>
      {indicators.length === all
        ? t(`explore.uncut${cut}`)
        : t(`explore.uncutOf${cut}`, { names: indicators.map(({ shortLabel }) => shortLabel).join(', ') })}
    </small>
  ));
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
