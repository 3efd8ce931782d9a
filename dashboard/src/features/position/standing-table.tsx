import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CellValue } from '../../cells/cell-value.tsx';
import { partOf } from '../../cells/part-of.ts';
import { formatNumber, formatPercentile, formatRank } from '../../format.ts';
import type { Geography } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { territoryPath } from '../../url.ts';
import type { DistributionAnswer } from './bands.ts';
import classes from './position.module.css';

interface StandingTableProps {
  readonly answer: DistributionAnswer;
  readonly indicator: Indicator;
  readonly year: number;
  readonly geography: Geography;
}

/** Where each territory of the reader stands in the group, in figures. */
export function StandingTable({ answer, indicator, year, geography }: StandingTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { territories, values, states, decimals, positions } = answer.marks;
  if (territories.length === 0) return null;
  return (
    <section aria-labelledby="standing">
      <h3 id="standing" className={classes.subtitle}>
        {t('position.standing')}
      </h3>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing={6} captionSide="top">
          <Table.Caption className="visually-hidden">
            {t('position.standingCaption', { indicator: indicator.label, year })}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('common.territory')}</Table.Th>
              {[t('common.value'), t('position.rank'), t('position.lower'), t('position.fifth')].map((title) => (
                <Table.Th key={title} scope="col" ta="right">
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {territories.map((territory, index) => {
              const [rank, size] = [positions.ranks[index], positions.sizes[index]];
              const [percentile, fifth] = [positions.percentiles[index], positions.quintiles[index]];
              return (
                <Table.Tr key={territory.id}>
                  <Table.Th scope="row">
                    <Link to={territoryPath(territory.id)}>{territory.name}</Link>
                  </Table.Th>
                  <Table.Td ta="right">
                    <CellValue
                      indicator={indicator}
                      territory={territory}
                      year={year}
                      value={values[index]}
                      state={states[index] ?? 'NOT_AVAILABLE'}
                      decimals={decimals?.[index]}
                      coverage={partOf(answer.marks, index)}
                      fewCases={answer.marks.fewCases?.[index]}
                      geography={geography}
                    />
                  </Table.Td>
                  <Table.Td ta="right">
                    {rank == null
                      ? values[index] != null && t(answer.problem ? 'position.unranked' : 'position.outside')
                      : t('position.rankOf', {
                          rank: formatRank(locale, rank),
                          size: formatNumber(locale, size ?? 0),
                        })}
                  </Table.Td>
                  <Table.Td ta="right">{percentile != null && formatPercentile(locale, percentile)}</Table.Td>
                  <Table.Td ta="right">{fifth != null && t('position.fifthOf', { fifth })}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
