import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CellValue } from '../../cells/cell-value.tsx';
import type { Figure } from './api/use-figures.ts';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';

interface FigureTableProps {
  readonly caption: string;
  readonly figures: readonly Figure[];
  readonly territory: PortraitTerritory;
}

/** The figures that are not key figures, on one line each, beside their benchmarks. */
export function FigureTable({ caption, figures, territory }: FigureTableProps) {
  const { t } = useTranslation();
  const benchmarks = figures[0]?.benchmarks ?? [];
  return (
    <Table.ScrollContainer minWidth={640} className={classes.table ?? ''}>
      <Table verticalSpacing={6} captionSide="top" className="tabular">
        <Table.Caption className={classes.caption ?? ''}>{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('common.indicator')}</Table.Th>
            <Table.Th scope="col">{t('common.year')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {territory.name}
            </Table.Th>
            {benchmarks.map((benchmark) => (
              <Table.Th key={benchmark.territory.id} scope="col" ta="right" fw={400}>
                {benchmark.territory.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {figures.map(({ indicator, year, value, state, decimals, coverage, fewCases, benchmarks: others }) => (
            <Table.Tr key={indicator.id}>
              <Table.Th scope="row" fw={400}>
                {indicator.label}
              </Table.Th>
              <Table.Td>{year}</Table.Td>
              <Table.Td ta="right" fw={600}>
                <CellValue {...{ indicator, territory, year, value, state, decimals, coverage, fewCases }} />
              </Table.Td>
              {others.map((other) => (
                <Table.Td key={other.territory.id} ta="right">
                  <CellValue
                    indicator={indicator}
                    territory={other.territory}
                    year={year}
                    value={other.value}
                    state={other.state}
                    decimals={other.decimals}
                    coverage={other.coverage}
                    fewCases={other.fewCases}
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
