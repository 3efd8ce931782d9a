import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatChange, formatDifference, precise, withTrueMinus } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Trends } from './curves.ts';
import { CurveHeaders, CurveName } from './row-head.tsx';
import classes from './trend.module.css';

/** What changed over each mandate, or why that cannot be told. */
export function MandateTable({ trends }: { readonly trends: Trends }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const rows = trends.curves.flatMap((curve) => curve.mandateChanges.map((told) => ({ curve, ...told })));
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="mandates">
      <h2 id="mandates" className={classes.subtitle}>
        {t('trend.mandates')}
      </h2>
      <Table.ScrollContainer minWidth={340}>
        <Table verticalSpacing={6} captionSide="top" className="tabular">
          <Table.Caption className="visually-hidden">{t('trend.mandatesCaption')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <CurveHeaders trends={trends} />
              <Table.Th scope="col">{t('trend.mandate')}</Table.Th>
              <Table.Th scope="col">{t('trend.period')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('trend.absolute')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('trend.relative')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ curve, mandate, change, reason }) => (
              <Table.Tr key={`${curve.id} ${mandate.label}`}>
                <CurveName curve={curve} trends={trends} />
                <Table.Td>{mandate.label}</Table.Td>
                {change ? (
                  <>
                    <Table.Td>
                      {change.from}–{change.to}
                      {(change.over !== null || change.perimeterParts.length > 0) && (
                        <span className={classes.aside}>{withTrueMinus(change.sentence)}</span>
                      )}
                    </Table.Td>
                    <Table.Td ta="right">
                      {formatDifference(locale, change.shown, precise(curve.indicator, change.decimals))}
                    </Table.Td>
                    <Table.Td ta="right">
                      {change.relative == null ? '–' : formatChange(locale, change.relative, change.relativeDecimals)}
                    </Table.Td>
                  </>
                ) : (
                  <Table.Td colSpan={3} className={classes.reading ?? ''}>
                    {reason}
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
