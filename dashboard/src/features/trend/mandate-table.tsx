import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { partOf } from '../../cells/part-of.ts';
import { formatDifference, precise } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Curve, Trends } from './curves.ts';
import { formatRelative } from './format-relative.ts';
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
                      {isShort(mandate, change) && (
                        <span className={classes.aside}>
                          {t('trend.partOfMandate', { count: change.to - change.from, of: yearsOf(mandate) })}
                        </span>
                      )}
                      {restsOnPart(curve, change) && <span className={classes.aside}>{t('trend.partialChange')}</span>}
                      {(change.over !== null || change.perimeterParts.length > 0) && (
                        <span className={classes.aside}>{change.sentence}</span>
                      )}
                    </Table.Td>
                    <Table.Td ta="right">
                      {formatDifference(locale, change.shown, precise(curve.indicator, change.decimals))}
                    </Table.Td>
                    <Table.Td ta="right">{formatRelative(locale, curve.indicator, change)}</Table.Td>
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

type Told = Trends['curves'][number]['mandateChanges'][number];
type Span = Pick<NonNullable<Told['change']>, 'from' | 'to'>;

/** Terms of office last six years: one that runs is to be as long. */
const USUAL_YEARS = 6;

function yearsOf({ from, to }: Told['mandate']): number {
  return to == null ? USUAL_YEARS : Number(to.slice(0, 4)) - Number(from.slice(0, 4));
}

/** Whether figures are there for less than half of a mandate. */
function isShort(mandate: Told['mandate'], { from, to }: Span): boolean {
  return 2 * (to - from) < yearsOf(mandate);
}

/** Whether a figure at an end of a change rests on some communes only. */
function restsOnPart(curve: Curve, { from, to }: Span): boolean {
  return [from, to].some((year) => partOf(curve, curve.years.indexOf(year)) !== undefined);
}
