import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatValue, precise, type Quantity } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { type Curve, methodsOf, type Trends, yearsAhead } from './curves.ts';
import { CurveHeaders, CurveName } from './row-head.tsx';
import classes from './trend.module.css';

/** Trends continued, with their interval and how, or why they are not; nothing unless asked for. */
export function Continued({ trends }: { readonly trends: Trends }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const years = yearsAhead(trends);
  const rows = trends.curves.flatMap((curve) =>
    curve.projection ? [{ curve, quantity: quantityOf(curve), ...curve.projection }] : [],
  );
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="continued">
      <h2 id="continued" className={classes.subtitle}>
        {t('trend.continued')}
      </h2>
      {methodsOf(trends).map((method) => (
        <p key={method}>{method}</p>
      ))}
      <Table.ScrollContainer minWidth={240 + years.length * 110}>
        <Table verticalSpacing={6} captionSide="top" className="tabular">
          <Table.Caption className="visually-hidden">{t('trend.continuedCaption')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <CurveHeaders trends={trends} />
              {years.map((year) => (
                <Table.Th key={year} scope="col" ta="right">
                  {year}
                </Table.Th>
              ))}
              {years.length === 0 && <Table.Th scope="col">{t('trend.reading')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ curve, quantity, points, reason }) => (
              <Table.Tr key={curve.id}>
                <CurveName curve={curve} trends={trends} />
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
                        {point ? formatValue(locale, point.value, quantity) : '–'}
                        {point && (
                          <div className={classes.partial}>
                            {t('trend.between', {
                              low: formatValue(locale, point.low, quantity),
                              high: formatValue(locale, point.high, quantity),
                            })}
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

/** What is continued is no more precise than the figures that it rests on. */
function quantityOf({ indicator, decimals }: Curve): Quantity {
  return precise(indicator, ...(decimals ?? []));
}
