import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CellValue } from '../../cells/cell-value.tsx';
import { maybeHeat, maybeStanding } from '../../cells/favour.ts';
import { formatNumber, formatRank, formatShare } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { type CompareView, territoryPath } from '../../url.ts';
import classes from './compare.module.css';
import type { ChangeView } from './compare.tsx';
import type { CompareRow, ComparisonTable } from './comparison-table.ts';

export interface SimpleTableProps {
  readonly table: ComparisonTable;
  readonly rows: readonly CompareRow[];
  readonly view: CompareView;
  readonly change: ChangeView;
}

/** The same comparison as an HTML table, for screen readers, printing and copying. */
export function SimpleTable({ table, rows, view, change }: SimpleTableProps) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer
      minWidth={320 + table.columns.length * 110}
      className={classes.table ?? ''}
      scrollAreaProps={{ type: 'auto' }}
    >
      <Table captionSide="top" verticalSpacing={6}>
        <Table.Caption className="visually-hidden">{t('compare.caption', { count: rows.length })}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <SortHeader by="nom" name={t('common.territory')} view={view} change={change} />
            {table.columns.map(({ indicator, year }) => (
              <SortHeader
                key={indicator.id}
                by={indicator.id}
                name={`${indicator.shortLabel} ${year}`}
                view={view}
                change={change}
                numeric
              />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...rows, ...table.benchmarks].map((row) => (
            <Row key={`${row.benchmark} ${row.territory.id}`} row={row} table={table} view={view} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface SortHeaderProps extends Pick<SimpleTableProps, 'view' | 'change'> {
  readonly by: string;
  readonly name: string;
  readonly numeric?: boolean;
}

function SortHeader({ by, name, view: { sort }, change, numeric = false }: SortHeaderProps) {
  const { t } = useTranslation();
  const current = sort?.by === by ? sort : undefined;
  const Arrow = current ? (current.descending ? IconArrowDown : IconArrowUp) : IconArrowsSort;
  return (
    <Table.Th
      scope="col"
      ta={numeric ? 'right' : 'left'}
      aria-sort={current ? (current.descending ? 'descending' : 'ascending') : 'none'}
    >
      <UnstyledButton
        className={classes.sort ?? ''}
        title={t('compare.sortBy', { name })}
        onClick={() => change({ sort: { by, descending: current ? !current.descending : numeric } })}
      >
        {name}
        <Arrow size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}

interface RowProps {
  readonly row: CompareRow;
  readonly table: ComparisonTable;
  readonly view: CompareView;
}

function Row({ row: { territory, benchmark, cells }, table, view }: RowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <Table.Tr className={benchmark ? (classes.benchmark ?? '') : ''}>
      <Table.Th scope="row">
        <Link to={territoryPath(territory.id)}>{territory.name}</Link>
        {benchmark && <span className="visually-hidden"> ({t('compare.benchmark')})</span>}
      </Table.Th>
      {table.columns.map(({ indicator, year }, index) => {
        const cell = cells[index];
        if (!cell) return <Table.Td key={indicator.id} />;
        const { value, state, place } = cell;
        const heat =
          indicator.unit === 'COUNT' ? undefined : maybeHeat(maybeStanding(place?.percentile, indicator.polarity));
        return (
          <Table.Td key={indicator.id} ta="right" style={heat ? { background: heat } : {}}>
            <CellValue
              indicator={indicator}
              territory={territory}
              year={year}
              value={value}
              state={state}
              geography={view.geography}
            />
            {view.ranks && place && (
              <div className={classes.place}>
                {t('compare.rankOf', { rank: formatRank(locale, place.rank), size: formatNumber(locale, place.size) })}{' '}
                · {formatShare(locale, place.percentile / 100)}
              </div>
            )}
          </Table.Td>
        );
      })}
    </Table.Tr>
  );
}
