import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatValue } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { territoryPath } from '../../url.ts';
import { methodsOf, type TrendAnswer, yearsAhead } from './chart-content.ts';
import classes from './trend.module.css';

interface ContinuedProps {
  readonly answer: TrendAnswer;
  readonly indicator: Indicator;
}

/** Trends continued, with their interval and how, or why they are not; nothing unless asked for. */
export function Continued({ answer, indicator }: ContinuedProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const years = yearsAhead(answer);
  const rows = answer.series.flatMap(({ territory, projection }) => (projection ? [{ territory, ...projection }] : []));
  if (rows.length === 0) return null;
  const text = (value: number): string => formatValue(locale, value, indicator);
  return (
    <section aria-labelledby="continued">
      <h2 id="continued" className={classes.subtitle}>
        {t('trend.continued')}
      </h2>
      {methodsOf(answer).map((method) => (
        <p key={method}>{method}</p>
      ))}
      <Table.ScrollContainer minWidth={240 + years.length * 110}>
        <Table verticalSpacing={6} captionSide="top" className="tabular">
          <Table.Caption className="visually-hidden">{t('trend.continuedCaption')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('common.territory')}</Table.Th>
              {years.map((year) => (
                <Table.Th key={year} scope="col" ta="right">
                  {year}
                </Table.Th>
              ))}
              {years.length === 0 && <Table.Th scope="col">{t('trend.reading')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ territory, points, reason }) => (
              <Table.Tr key={territory.id}>
                <Table.Th scope="row">
                  <Link to={territoryPath(territory.id)}>{territory.name}</Link>
                </Table.Th>
                {points.length === 0 && (
                  <Table.Td colSpan={Math.max(1, years.length)} className={classes.reading ?? ''}>
                    {reason}
                  </Table.Td>
                )}
                {points.length > 0 &&
                  years.map((year) => {
                    const point = points.find((candidate) => candidate.year === year);
                    return (
                      <Table.Td key={year} ta="right">
                        {point ? text(point.value) : '–'}
                        {point && (
                          <div className={classes.partial}>
                            {t('trend.between', { low: text(point.low), high: text(point.high) })}
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
