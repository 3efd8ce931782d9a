import { useTranslation } from 'react-i18next';
import { useFacts } from '../../export/facts.ts';
import { fileName } from '../../export/file-name.ts';
import type { ShownField, ShownPart, ShownTable } from '../../export/shown-table.ts';
import { formatNumber, roundTo } from '../../format.ts';
import type { FiguresQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Differences } from './api/use-differences.ts';
import type { Benchmark, Figure } from './api/use-figures.ts';
import { isToldInPercent } from './change-of.ts';
import { citedIn } from './cited-in.ts';
import type { PortraitTerritory } from './identity.tsx';
import { latestFirst } from './latest-first.ts';
import { maybeGap } from './to-gap.ts';
import type { Highlight } from './to-highlights.ts';

interface Shown {
  readonly territory: PortraitTerritory;
  readonly figures: readonly Figure[];
  readonly answer: FiguresQuery['compare'];
  readonly differences: Differences;
  /** Those on the page. */
  readonly highlights: readonly Highlight[];
}

const PLACES = ['FRANCE', 'DEPARTEMENT', 'EPCI'] as const;

/**
 * What a portrait shows of its figures, one line by indicator: their change, their benchmarks, how far they are from these and what that is worth, their
 * positions; then what sets the territory apart, and what changed.
 */
export function useShownTable(): (shown: Shown) => ShownTable {
  const { t } = useTranslation();
  const locale = useLocale();
  const toFacts = useFacts();

  const changeOf = ({ indicator, change }: Figure): ShownField[] => {
    if (!change) return ['', '', ''];
    const isPoints = indicator.unit === 'PERCENT';
    return isToldInPercent(indicator, change)
      ? [roundTo(change.relative, change.relativeDecimals), '%', change.from]
      : [
          roundTo(change.shown, change.decimals),
          isPoints ? t('portrait.points') : t(`portrait.unit_${indicator.unit}`),
          change.from,
        ];
  };

  const gapOf = (figure: Figure, benchmark: Benchmark, differences: Differences): ShownField[] => {
    const gap = maybeGap(figure, benchmark, differences);
    switch (gap?.kind) {
      case undefined:
        return ['', ''];
      case 'SHARE':
        return [Number((100 * gap.share).toPrecision(3)), t('portrait.shareInPercent')];
      case 'SAME':
        return [0, t('portrait.sameAs')];
      case 'CHANCE':
        return [gap.difference, t('portrait.notDifferent')];
      case 'SLIGHT':
        return [gap.difference, t('portrait.slight')];
      case 'PENDING':
        return [gap.difference, ''];
      case 'JUDGED': {
        const { isFavourable, isTested } = gap;
        const words = isFavourable === undefined ? [] : [t(isFavourable ? 'common.better' : 'common.worse')];
        return [gap.difference, [...words, ...(isTested ? [] : [t('portrait.untested')])].join(', ')];
      }
    }
  };

  const toHighlightTable = ({ territory, answer, highlights }: Shown): readonly ShownPart[] => {
    const { level } = territory;
    if (highlights.length === 0 || level === 'GROUPE' || level === 'PARTIE' || level === 'FRANCE') return [];
    return [
      {
        title: t('portrait.highlightsSheet'),
        file: nameOf(territory, answer, t('portrait.highlightsFile')),
        columns: [
          { title: t('common.indicator') },
          { title: t('portrait.unit') },
          { title: t('common.year') },
          { title: t('common.value') },
          { title: t('portrait.beyond'), decimals: 2 },
          { title: t('portrait.beyondOf') },
        ],
        rows: highlights.map(({ figure: { indicator, year, value, decimals }, beyond, size, isHigh, isFavourable }) => {
          const side = t(isHigh ? 'portrait.higherThan' : 'portrait.lowerThan', {
            size: formatNumber(locale, size),
            group: t(`portrait.group_${level}`),
          });
          const words = isFavourable === undefined ? [] : [t(isFavourable ? 'common.better' : 'common.worse')];
          return [
            indicator.label,
            t(`portrait.unit_${indicator.unit}`),
            year,
            value === null ? '' : roundTo(value, decimals ?? indicator.decimals),
            beyond,
            [side, ...words].join(', '),
          ];
        }),
      },
    ];
  };

  const toEventTable = ({ territory, answer }: Shown): readonly ShownPart[] =>
    territory.events.length === 0
      ? []
      : [
          {
            title: t('portrait.events'),
            file: nameOf(territory, answer, t('portrait.eventsFile')),
            columns: [
              { title: t('portrait.eventDate') },
              { title: t('portrait.event') },
              { title: t('portrait.eventOthers') },
            ],
            rows: latestFirst(territory.events).map(({ date, label, before, after }) => [
              date,
              label,
              [...new Set([...before, ...after].map(({ name, code }) => `${name} (${code})`))].join(', '),
            ]),
          },
        ];

  return (shown) => {
    const { territory, figures, answer, differences } = shown;
    const places = PLACES.filter((level) =>
      figures.some((figure) => figure.places.some(({ within }) => within === level)),
    );
    const benchmarks = figures[0]?.benchmarks ?? [];
    return {
      file: nameOf(territory, answer, t('portrait.file')),
      facts: toFacts({
        ...answer,
        title: `${t('common.portrait')} – ${territory.name}`,
        geography: 'CONSTANT',
        indicators: citedIn(territory, figures),
      }),
      columns: [
        { title: t('portrait.theme') },
        { title: t('common.indicator') },
        { title: t('portrait.unit') },
        { title: t('common.year') },
        { title: territory.name, hasStates: true },
        { title: t('portrait.change') },
        { title: t('portrait.changeUnit') },
        { title: t('portrait.changeFrom') },
        ...benchmarks.flatMap(({ territory: { name } }) => [
          { title: name, hasStates: true },
          { title: t('portrait.gapTo', { name }) },
          { title: t('portrait.gapReading', { name }) },
        ]),
        ...places.flatMap((within) => [
          { title: t(`portrait.rank${within}`), decimals: 0 },
          { title: t(`portrait.ranked${within}`), decimals: 0 },
        ]),
      ],
      rows: figures.map((figure): ShownField[] => [
        figure.indicator.theme.label,
        figure.indicator.label,
        t(`portrait.unit_${figure.indicator.unit}`),
        figure.year,
        toCell(figure, figure),
        ...changeOf(figure),
        ...figure.benchmarks.flatMap((benchmark) => [
          toCell(benchmark, figure),
          ...gapOf(figure, benchmark, differences),
        ]),
        ...places.flatMap((level): ShownField[] => {
          const place = figure.places.find(({ within }) => within === level);
          return [place?.rank, place?.size];
        }),
      ]),
      more: [...toHighlightTable(shown), ...toEventTable(shown)],
    };
  };
}

function toCell({ value, state, decimals, coverage, fewCases }: Figure | Benchmark, { indicator }: Figure): ShownField {
  return { value, state, decimals: decimals ?? indicator.decimals, coverage, fewCases };
}

function nameOf({ name, code }: PortraitTerritory, { publication }: Shown['answer'], kind: string): string {
  return fileName({ kind, places: [`${name} ${code}`], publication: publication.id });
}
