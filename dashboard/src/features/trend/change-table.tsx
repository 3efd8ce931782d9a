import { Table, useMatches } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDifference, precise } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Curve, Trends } from './curves.ts';
import { formatRelative } from './format-relative.ts';
import { MovedCommunes } from './moved-communes.tsx';
import { CurveHeaders, CurveName } from './row-head.tsx';
import classes from './trend.module.css';

/** First value against last, curve by curve. */
export function ChangeTable({ trends }: { readonly trends: Trends }) {
  const { t } = useTranslation();
  const locale = useLocale();
  // Beside figures that fill the screen, a sentence would make rows of a few words tall.
  const isNarrow = useMatches({ base: true, sm: false }, { getInitialValueInEffect: false });
  const changed = trends.curves.flatMap((curve) => (curve.change ? [{ curve, change: curve.change }] : []));
  if (changed.length === 0) return null;
  const perimeter = changed.some(({ change }) => change.perimeter != null);
  const columns = 6 + (trends.indicators.length > 1 ? 1 : 0) + (perimeter ? 1 : 0);
  const readingOf = ({ indicator, marker }: Curve, change: NonNullable<Curve['change']>) => (
    <>
      {change.sentence} {marker.explanation}
      <MovedCommunes parts={change.perimeterParts} indicator={indicator} />
    </>
  );
  return (
    <section aria-labelledby="changes" className={classes.changes}>
      <h2 id="changes" className={classes.subtitle}>
        {t('trend.changes')}
      </h2>
      <Table.ScrollContainer minWidth={isNarrow ? 560 : 720}>
        <Table verticalSpacing={6} captionSide="top" className="tabular">
          <Table.Caption className="visually-hidden">{t('trend.changesCaption')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <CurveHeaders trends={trends} />
              <Table.Th scope="col">{t('trend.period')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('trend.absolute')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('trend.relative')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('trend.yearly')}
              </Table.Th>
              {perimeter && (
                <Table.Th scope="col" ta="right">
                  {t('trend.perimeter')}
                </Table.Th>
              )}
              <Table.Th scope="col">{t('trend.direction')}</Table.Th>
              {!isNarrow && <Table.Th scope="col">{t('trend.reading')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changed.map(({ curve, curve: { indicator, marker }, change }) => (
              <Fragment key={curve.id}>
                <Table.Tr data-read={isNarrow || undefined}>
                  <CurveName curve={curve} trends={trends} />
                  <Table.Td className={classes.period ?? ''}>
                    {change.from}–{change.to}
                  </Table.Td>
                  <Table.Td ta="right">
                    {formatDifference(locale, change.shown, precise(indicator, change.decimals))}
                  </Table.Td>
                  <Table.Td ta="right">{formatRelative(locale, indicator, change)}</Table.Td>
                  <Table.Td ta="right">
                    {formatRelative(locale, indicator, {
                      relative: change.yearly,
                      relativeDecimals: change.yearlyDecimals,
                    })}
                  </Table.Td>
                  {perimeter && (
                    <Table.Td ta="right">
                      {change.perimeter == null
                        ? '–'
                        : formatDifference(locale, change.perimeter, precise(indicator, change.decimals))}
                    </Table.Td>
                  )}
                  <Table.Td>
                    {t(`trend.${marker.direction}`)}
                    {marker.judgement && marker.judgement !== 'NEUTRAL' && `, ${t(`trend.${marker.judgement}`)}`}
                  </Table.Td>
                  {!isNarrow && <Table.Td className={classes.reading ?? ''}>{readingOf(curve, change)}</Table.Td>}
                </Table.Tr>
                {isNarrow && (
                  <Table.Tr>
                    <Table.Td colSpan={columns} pt={0}>
                      <div className={classes.readingBelow}>{readingOf(curve, change)}</div>
                    </Table.Td>
                  </Table.Tr>
                )}
              </Fragment>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
