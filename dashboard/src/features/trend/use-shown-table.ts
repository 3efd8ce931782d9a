import { useTranslation } from 'react-i18next';
import { partOf } from '../../cells/part-of.ts';
import { useFacts } from '../../export/facts.ts';
import type { ShownColumn, ShownField, ShownPart, ShownTable } from '../../export/shown-table.ts';
import { precise, roundTo } from '../../format.ts';
import { factorOf, maybeBaseYear } from './base.ts';
import { type Curve, citedIn, fileNameOf, methodsOf, type Trends, yearsAhead } from './curves.ts';
import { eventsShown } from './events-shown.ts';
import { maybeRelative } from './format-relative.ts';
import { useAheadText } from './use-ahead-text.ts';
import { useStepText } from './use-step-text.ts';

const BOUNDS = ['value', 'low', 'high'] as const;
const BASE_DECIMALS = 1;

interface Shown {
  readonly trends: Trends;
  readonly base100: boolean;
}

/** The values behind the curves, one line by curve, with the other tables of the page, their source, what changed and what to beware of. */
export function useShownTable(): (shown: Shown) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  const toAheadText = useAheadText();
  const { toStepText } = useStepText();
  return ({ trends, base100 }) => {
    const { indicators, curves, years } = trends;
    const several = indicators.length > 1;
    const decimals = several ? {} : { decimals: indicators[0]?.decimals ?? 0 };
    const baseYear = maybeBaseYear(trends, base100);
    const file = fileNameOf(t('trend.file'), trends);
    const heads: readonly ShownColumn[] = [
      { title: t('common.code') },
      { title: t('common.territory') },
      ...(several ? [{ title: t('common.indicator') }] : []),
    ];
    const headsOf = ({ territory, indicator }: Curve): ShownField[] => [
      territory.code,
      territory.name,
      ...(several ? [indicator.label] : []),
    ];
    const yearColumns = (format: Pick<ShownColumn, 'decimals'>): readonly ShownColumn[] => [
      ...heads,
      ...years.map((year) => ({ title: String(year), ...format, hasStates: true })),
      ...yearsAhead(trends).flatMap((year) =>
        BOUNDS.map((bound) => ({ title: `${year}, ${t(`trend.${bound}`)}`, ...format })),
      ),
    ];

    const toBase = (since: number): ShownPart => ({
      title: t('trend.base100Of', { year: since }),
      file: `${file}-${t('trend.baseFile')}`,
      columns: yearColumns({ decimals: BASE_DECIMALS }),
      rows: curves
        .filter((curve) => !Number.isNaN(factorOf(curve, since)))
        .map((curve) => [
          ...headsOf(curve),
          ...fieldsOf(curve, trends, (value) => value * factorOf(curve, since), BASE_DECIMALS),
        ]),
    });
    const toMandates = (): ShownPart => ({
      title: t('trend.mandates'),
      file: `${file}-${t('trend.mandatesFile')}`,
      columns: [
        ...heads,
        { title: t('trend.mandate') },
        { title: t('trend.from') },
        { title: t('trend.to') },
        { title: t('trend.absolute'), ...decimals },
        { title: `${t('trend.relative')} (%)` },
        { title: t('trend.reading') },
      ],
      rows: curves.flatMap((curve) =>
        curve.mandateChanges.map(({ mandate, change, reason }): ShownField[] => {
          const relative = maybeRelative(curve.indicator, change?.relative);
          return [
            ...headsOf(curve),
            mandate.label,
            change?.from,
            change?.to,
            change ? roundTo(change.shown, precise(curve.indicator, change.decimals).decimals) : undefined,
            change && relative !== undefined ? roundTo(relative, Math.min(change.relativeDecimals, 1)) : undefined,
            change ? told(t('trend.relative'), change.sentence) : (reason ?? undefined),
          ];
        }),
      ),
    });
    /** A sentence that starts with a number would look like a formula. */
    const told = (of: string, sentence: string): string => `${of}${t('common.colon')}${sentence}`;

    return {
      file,
      facts: toFacts({
        ...trends,
        indicators: citedIn(trends),
        title: `${t('trend.exportTitle')} – ${indicators.map(({ label }) => label).join(', ')}`,
        chosen: [
          ...(baseYear === undefined ? [] : [[t('trend.chartIn'), t('trend.base100Of', { year: baseYear })]]),
          ...curves.flatMap(({ territory, change }) =>
            change ? [[t('trend.changes'), territory.name, told(t('trend.relative'), change.sentence)]] : [],
          ),
          ...methodsOf(trends).map((method) => [t('trend.continued'), method]),
          ...curves.flatMap((curve) =>
            curve.perimeterSteps.map((step) => [t('trend.events'), toStepText(curve, step, trends)]),
          ),
          ...eventsShown(trends).map((event) => {
            const ahead = toAheadText(event, trends);
            return [t('trend.events'), event.date, event.label, ...(ahead ? [ahead] : [])];
          }),
        ],
      }),
      columns: yearColumns(decimals),
      rows: curves.map((curve) => [...headsOf(curve), ...fieldsOf(curve, trends, (value) => value)]),
      more: [
        ...(baseYear === undefined ? [] : [toBase(baseYear)]),
        ...(curves.some(({ mandateChanges }) => mandateChanges.length > 0) ? [toMandates()] : []),
      ],
    };
  };
}

/** What a curve is year by year, then ahead; `toScale` leaves figures as they are, or puts them in base 100, with the decimals of that. */
function fieldsOf(
  curve: Curve,
  trends: Trends,
  toScale: (value: number) => number,
  decimals?: number,
): readonly ShownField[] {
  const { indicator, years: known, values, states, decimals: own, projection } = curve;
  const isScaled = decimals !== undefined;
  const precision = decimals ?? precise(indicator, ...(own ?? [])).decimals;
  return [
    ...trends.years.map((year): ShownField => {
      const index = known.indexOf(year);
      const value = values[index];
      return {
        value: value == null ? value : toScale(value),
        state: isScaled && value != null ? 'COMPUTED' : (states[index] ?? 'NOT_AVAILABLE'),
        decimals: decimals ?? own?.[index] ?? indicator.decimals,
        coverage: partOf(curve, index),
      };
    }),
    ...yearsAhead(trends).flatMap((year) => {
      const point = projection?.points.find((candidate) => candidate.year === year);
      return BOUNDS.map((bound): ShownField => (point ? roundTo(toScale(point[bound]), precision) : ''));
    }),
  ];
}
