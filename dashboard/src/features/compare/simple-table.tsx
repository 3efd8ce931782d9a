import { Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CellValue } from '../../cells/cell-value.tsx';
import { formatNumber, formatRank, formatShare } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { type CompareView, territoryPath } from '../../url.ts';
import type { HistoryOf } from './api/use-histories.ts';
import classes from './compare.module.css';
import type { ChangeView } from './compare.tsx';
import type { CompareCell } from './comparison-table.ts';
import { gapText, maybeGapFavour } from './draw-cell.ts';
import { sureness } from './gaps.ts';
import { heatOf, nameOf } from './grid-columns.ts';
import { PastOf } from './past-of.tsx';
import { isTerritory, type Named, type Sheet, type SheetLine } from './sheet.ts';

export interface SimpleTableProps {
  readonly sheet: Sheet;
  readonly view: CompareView;
  readonly change: ChangeView;
  readonly historyOf: HistoryOf | undefined;
  /** On paper nothing is sorted, and browsers leave the buttons of a head out when they repeat it on the next page. */
  readonly printed?: boolean;
}

/** Those that a page surely holds, with ranks and gaps under the figures: a table of so few is not cut. */
const ROWS_OF_A_PAGE = 10;

/** The same comparison as an HTML table, for screen readers, printing and copying. */
export function SimpleTable({ sheet, view, change, historyOf, printed = false }: SimpleTableProps) {
  const { t } = useTranslation();
  const sortedBy = (by: string | undefined) => (printed ? undefined : by);
  const toLines = (shown: readonly SheetLine[]) =>
    shown.map((line) => <Line key={`${line.benchmark} ${line.id}`} line={line} view={view} historyOf={historyOf} />);
  const { columns, lines, pinned } = sheet;
  return (
    <Table.ScrollContainer
      minWidth={320 + columns.length * 110}
      className={classes.table ?? ''}
      scrollAreaProps={{ type: 'auto' }}
    >
      <Table
        captionSide="top"
        verticalSpacing={6}
        {...(lines.length + pinned.length <= ROWS_OF_A_PAGE && { 'data-print': 'whole' })}
      >
        <Table.Caption className="visually-hidden">
          {t('compare.caption', { count: lines.length, columns: columns.length })}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <SortHeader by={sortedBy(view.transposed ? undefined : 'nom')} view={view} change={change}>
              {t(view.transposed ? 'common.indicator' : 'common.territory')}
            </SortHeader>
            {columns.map(({ id, named, sort }) => (
              <SortHeader key={id} by={sortedBy(sort)} view={view} change={change} numeric>
                <Name named={named} />
              </SortHeader>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{toLines(lines)}</Table.Tbody>
        {pinned.length > 0 && <Table.Tbody className={classes.together ?? ''}>{toLines(pinned)}</Table.Tbody>}
      </Table>
    </Table.ScrollContainer>
  );
}

function Name({ named }: { readonly named: Named }) {
  const { t } = useTranslation();
  if (!isTerritory(named)) return nameOf(named);
  return (
    <>
      <Link to={territoryPath(named.territory.id)}>{named.territory.name}</Link>
      {named.benchmark && <span className="visually-hidden"> ({t('compare.benchmark')})</span>}
    </>
  );
}

interface SortHeaderProps extends Pick<SimpleTableProps, 'view' | 'change'> {
  /** Undefined is a column that lines are not put in order by. */
  readonly by: string | undefined;
  readonly children: ReactNode;
  readonly numeric?: boolean;
}

function SortHeader({ by, children, view: { sort }, change, numeric = false }: SortHeaderProps) {
  const { t } = useTranslation();
  const side = numeric ? 'right' : 'left';
  if (by === undefined) {
    return (
      <Table.Th scope="col" ta={side}>
        {children}
      </Table.Th>
    );
  }
  const current = sort?.by === by ? sort : undefined;
  const Arrow = current ? (current.descending ? IconArrowDown : IconArrowUp) : IconArrowsSort;
  return (
    <Table.Th scope="col" ta={side} aria-sort={current ? (current.descending ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton
        className={classes.sort ?? ''}
        title={t('compare.sortByColumn')}
        onClick={() => change({ sort: { by, descending: current ? !current.descending : numeric } })}
      >
        {children}
        <Arrow size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}

interface LineProps {
  readonly line: SheetLine;
  readonly view: CompareView;
  readonly historyOf: HistoryOf | undefined;
}

function Line({ line: { named, benchmark, cells }, view, historyOf }: LineProps) {
  return (
    <Table.Tr className={benchmark ? (classes.benchmark ?? '') : ''}>
      <Table.Th scope="row">
        <Name named={named} />
      </Table.Th>
      {cells.map((cell) => (
        <Cell key={`${cell.indicator.id} ${cell.territory.id}`} cell={cell} view={view} historyOf={historyOf} />
      ))}
    </Table.Tr>
  );
}

interface CellProps {
  readonly cell: CompareCell;
  readonly view: CompareView;
  readonly historyOf: HistoryOf | undefined;
}

function Cell({ cell, view, historyOf }: CellProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { place, gap } = cell;
  const heat = heatOf(cell);
  const favourable = maybeGapFavour(cell);
  const isChance = sureness(gap) === 0;
  return (
    <Table.Td ta="right" style={heat ? { background: heat } : {}}>
      {historyOf && <PastOf cell={cell} historyOf={historyOf} />}
      <CellValue {...cell} geography={view.geography} />
      {gap && (
        <div
          className={classes.gap}
          data-favour={favourable === undefined ? undefined : favourable ? 'better' : 'worse'}
          data-chance={isChance || undefined}
          title={isChance ? `${t('compare.chance')}. ${gap.chance?.explanation}` : undefined}
        >
          {gapText(locale, cell)}
          {isChance && <span className="visually-hidden">, {t('compare.chance')}</span>}
        </div>
      )}
      {view.ranks && place && (
        <div className={classes.place}>
          {t('compare.rankOf', { rank: formatRank(locale, place.rank), size: formatNumber(locale, place.size) })} ·{' '}
          {formatShare(locale, place.percentile / 100)}
        </div>
      )}
    </Table.Td>
  );
}
