import { useTranslation } from 'react-i18next';
import { useFacts } from '../../export/facts.ts';
import type { ShownColumn, ShownField, ShownTable } from '../../export/shown-table.ts';
import type { ComparisonQuery } from '../../graphql/generated.ts';
import type { CompareView } from '../../url.ts';
import type { CompareColumn, CompareRow, ComparisonTable } from './comparison-table.ts';

interface Shown {
  readonly comparison: ComparisonQuery['compare'];
  readonly table: ComparisonTable;
  readonly rows: readonly CompareRow[];
  readonly view: CompareView;
}

/** The comparison as it is on the screen, in its order, with where it comes from and what to beware of. */
export function useShownTable(): (shown: Shown) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  return ({ comparison, table: { columns, benchmarks }, rows, view }) => {
    const toColumns = ({ indicator, year }: CompareColumn): ShownColumn[] => {
      const title = `${indicator.label} (${year})`;
      const figures = { title, decimals: indicator.decimals, hasStates: true };
      if (!view.ranks) return [figures];
      return [
        figures,
        { title: `${title} – ${t('compare.rank')}`, decimals: 0 },
        { title: `${title} – ${t('compare.percentile')}`, decimals: 1 },
      ];
    };
    return {
      file: `boussole-${t('compare.file')}-${comparison.publication.id}`,
      facts: toFacts({
        ...comparison,
        title: t('compare.exportTitle'),
        indicators: columns.map(({ indicator }) => indicator),
        chosen: view.ranks ? [[t('compare.exportRanks', { within: t(`compare.within${view.within}`) })]] : [],
      }),
      columns: [
        { title: t('common.code') },
        { title: t('common.territory') },
        { title: t('compare.level') },
        ...columns.flatMap(toColumns),
      ],
      rows: [...rows, ...benchmarks].map(({ territory, cells }) => [
        territory.code,
        territory.name,
        t(`common.${territory.level}`),
        ...cells.flatMap(({ value, state, place }): ShownField[] =>
          view.ranks ? [{ value, state }, place?.rank, place?.percentile] : [{ value, state }],
        ),
      ]),
    };
  };
}
