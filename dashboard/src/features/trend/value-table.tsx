import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CellValue } from '../../cells/cell-value.tsx';
import { partOf } from '../../cells/part-of.ts';
import type { Geography } from '../../graphql/generated.ts';
import type { Curve, Trends } from './curves.ts';
import { cutYears } from './perimeter-steps.ts';
import { CurveHeaders, CurveName } from './row-head.tsx';
import classes from './trend.module.css';

interface ValueTableProps {
  readonly trends: Trends;
  readonly geography: Geography;
}

/** The table behind the curves; a figure that rests on part of the communes says so. */
export function ValueTable({ trends, geography }: ValueTableProps) {
  const { t } = useTranslation();
  const { years, curves, indicators } = trends;
  return (
    <section aria-labelledby="values">
      <h2 id="values" className={classes.subtitle}>
        {t('trend.values')}
      </h2>
      <Table.ScrollContainer minWidth={200 + years.length * 100}>
        <Table verticalSpacing={6} captionSide="top">
          <Table.Caption className="visually-hidden">
            {t('trend.valuesCaption', { indicator: indicators.map(({ label }) => label).join(', ') })}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <CurveHeaders trends={trends} />
              {years.map((year) => (
                <Table.Th key={year} scope="col" ta="right">
                  {year}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {curves.map((curve) => (
              <Table.Tr key={curve.id}>
                <CurveName curve={curve} trends={trends} />
                {years.map((year) => (
                  <Table.Td
                    key={year}
                    ta="right"
                    data-break={
                      curve.breaks.some((one) => one.year === year) || cutYears(curve).includes(year) || undefined
                    }
                  >
                    <OtherPerimeter curve={curve} year={year} />
                    <Value curve={curve} year={year} geography={geography} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Breaks curves={curves} />
    </section>
  );
}

/** Tells who does not see the line between two figures that they are not about the same communes. */
function OtherPerimeter({ curve, year }: Pick<ValueProps, 'curve' | 'year'>) {
  const { t } = useTranslation();
  const step = curve.perimeterSteps.find(({ to }) => to === year);
  if (!step) return null;
  return <span className="visually-hidden">{t('trend.otherPerimeter', { year: step.from })}, </span>;
}

interface ValueProps {
  readonly curve: Curve;
  readonly year: number;
  readonly geography: Geography;
}

/** Nothing in a year that the indicator has not. */
function Value({ curve, year, geography }: ValueProps) {
  const index = curve.years.indexOf(year);
  if (index === -1) return null;
  const { indicator, territory, values, states, decimals } = curve;
  return (
    <CellValue
      indicator={indicator}
      territory={territory}
      year={year}
      value={values[index]}
      state={states[index] ?? 'NOT_AVAILABLE'}
      decimals={decimals?.[index]}
      coverage={partOf(curve, index)}
      geography={geography}
    />
  );
}

/** Why some years do not follow those before. */
function Breaks({ curves }: { readonly curves: readonly Curve[] }) {
  const { t } = useTranslation();
  const told = new Map(
    curves.flatMap(({ indicator, breaks }) =>
      breaks.map(({ year, reason }) => [`${indicator.id} ${year}`, { indicator, year, reason }] as const),
    ),
  );
  if (told.size === 0) return null;
  return (
    <ul className={classes.breaks}>
      {[...told].map(([key, { indicator, year, reason }]) => (
        <li key={key}>{t('trend.breakIn', { indicator: indicator.shortLabel, year, reason })}</li>
      ))}
    </ul>
  );
}
