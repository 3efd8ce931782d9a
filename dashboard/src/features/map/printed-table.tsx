import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CellValue } from '../../cells/cell-value.tsx';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { codeOf } from './layer.ts';
import styles from './map.module.css';
import type { DrawnLayer } from './use-layer.ts';

/** More would take tens of sheets, and nobody would read them. */
const MOST_ROWS = 400;
/** So many columns of rows stand on a sheet beside each other. */
const COLUMNS = 3;

interface PrintedTableProps {
  readonly layers: readonly DrawnLayer[];
  /** Territories in the order of the table on the screen. */
  readonly ids: readonly string[];
}

/** The figures behind the maps on paper: all of them, or how many are left out and where they are. */
export function PrintedTable({ layers, ids }: PrintedTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const printed = ids.slice(0, MOST_ROWS);
  const number = (count: number): string => formatNumber(locale, count);
  return (
    <>
      {printed.length < ids.length && (
        <p className={styles.note}>
          {t('map.printedFirst', { printed: number(printed.length), all: number(ids.length) })}
        </p>
      )}
      <div className={styles.printed} style={{ columnCount: Math.max(1, COLUMNS - layers.length + 1) }}>
        <Table verticalSpacing={2} captionSide="top">
          <Table.Caption className="visually-hidden">{t('map.table')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('common.territory')}</Table.Th>
              <Table.Th scope="col">{t('common.code')}</Table.Th>
              {layers.map(({ indicator, year }) => (
                <Table.Th key={`${indicator.id} ${year}`} scope="col" ta="right">
                  {indicator.shortLabel} {year}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {printed.map((id) => (
              <Table.Tr key={id}>
                <Table.Th scope="row">{layers[0]?.byId.get(id)?.name}</Table.Th>
                <Table.Td>{codeOf(id)}</Table.Td>
                {layers.map(({ indicator, year, geography, byId }) => {
                  const place = byId.get(id);
                  return (
                    <Table.Td key={`${indicator.id} ${year}`} ta="right">
                      <CellValue
                        indicator={indicator}
                        territory={{ id, name: place?.name ?? id }}
                        year={year}
                        value={place?.value}
                        state={place?.state ?? 'NOT_AVAILABLE'}
                        decimals={place?.decimals}
                        coverage={place?.coverage}
                        fewCases={place?.fewCases}
                        geography={geography}
                      />
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}
