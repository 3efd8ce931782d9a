import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CellValue } from '../../cells/cell-value.tsx';
import { formatShare } from '../../format.ts';
import type { Geography } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { territoryPath } from '../../url.ts';
import type { TrendAnswer } from './chart-content.ts';
import classes from './trend.module.css';

interface ValueTableProps {
  readonly answer: TrendAnswer;
  readonly indicator: Indicator;
  readonly geography: Geography;
}

/** The table behind the curves; a figure that rests on part of the communes says so. */
export function ValueTable({ answer, indicator, geography }: ValueTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <section aria-labelledby="values">
      <h2 id="values" className={classes.subtitle}>
        {t('trend.values')}
      </h2>
      <Table.ScrollContainer minWidth={200 + answer.years.length * 100}>
        <Table verticalSpacing={6} captionSide="top">
          <Table.Caption className="visually-hidden">
            {t('trend.valuesCaption', { indicator: indicator.label })}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('common.territory')}</Table.Th>
              {answer.years.map((year) => (
                <Table.Th key={year} scope="col" ta="right">
                  {year}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {answer.series.map(({ territory, values, states, coverage }) => (
              <Table.Tr key={territory.id}>
                <Table.Th scope="row">
                  <Link to={territoryPath(territory.id)}>{territory.name}</Link>
                </Table.Th>
                {answer.years.map((year, index) => {
                  const share = coverage[index];
                  return (
                    <Table.Td key={year} ta="right">
                      <CellValue
                        indicator={indicator}
                        territory={territory}
                        year={year}
                        value={values[index]}
                        state={states[index] ?? 'NOT_AVAILABLE'}
                        geography={geography}
                      />
                      {share != null && share < 1 && values[index] != null && (
                        <div className={classes.partial}>
                          {t('trend.partial', { share: formatShare(locale, share) })}
                        </div>
                      )}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
