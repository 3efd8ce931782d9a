import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatValue, precise } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { type DistributionAnswer, toBands } from './bands.ts';
import classes from './position.module.css';
import { useBandText } from './use-band-text.ts';

interface SpreadTablesProps {
  readonly answer: DistributionAnswer;
  readonly indicator: Indicator;
}

/** The figures behind the bars: how many territories in each band, and the quantiles. */
export function SpreadTables({ answer, indicator }: SpreadTablesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const bandText = useBandText(indicator);
  const { histogram, quantiles } = answer;
  if (!histogram) return null;
  return (
    <details className={classes.behind}>
      <summary>{t('position.behind')}</summary>
      <div className={classes.pair}>
        <Table verticalSpacing={4} captionSide="top" w="auto">
          <Table.Caption>{t('position.counts')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('position.band')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('position.number')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {toBands(histogram).map((band) => (
              <Table.Tr key={`${band.from} ${band.to}`}>
                <Table.Th scope="row">{bandText(band)}</Table.Th>
                <Table.Td ta="right">{formatNumber(locale, band.count)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Table verticalSpacing={4} captionSide="top" w="auto">
          <Table.Caption>{t('position.quantiles')}</Table.Caption>
          <Table.Tbody>
            {quantiles.map(({ percent, value, decimals }) => (
              <Table.Tr key={percent}>
                <Table.Th scope="row">
                  {t('position.quantile', { percent: formatValue(locale, percent, { unit: 'PERCENT', decimals: 0 }) })}
                </Table.Th>
                <Table.Td ta="right">{formatValue(locale, value, precise(indicator, decimals))}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
