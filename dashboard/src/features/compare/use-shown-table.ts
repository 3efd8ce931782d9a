import { useTranslation } from 'react-i18next';
import { useFacts } from '../../export/facts.ts';
import { fileName } from '../../export/file-name.ts';
import type { ShownColumn, ShownField, ShownTable } from '../../export/shown-table.ts';
import type { ComparisonQuery } from '../../graphql/generated.ts';
import type { CompareView } from '../../url.ts';
import { citedIn } from './cited-in.ts';
import type { CompareCell, CompareRow, ComparisonTable } from './comparison-table.ts';
import { sureness } from './gaps.ts';
import { useAlikeText } from './use-alike-text.ts';

interface Shown {
  readonly comparison: ComparisonQuery['compare'];
  /** In the order of the screen. */
  readonly table: ComparisonTable;
  readonly view: CompareView;
}

/** Words of how sure a gap is. */
const SURE: Readonly<Record<number, 'compare.sureYes' | 'compare.sureNo' | 'compare.sureUntold'>> = {
  2: 'compare.sureYes',
  1: 'compare.sureUntold',
  0: 'compare.sureNo',
};

/** The comparison as it is on the screen, in its order and its direction, with where it comes from and what to beware of. */
export function useShownTable(): (shown: Shown) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  const toAlikeText = useAlikeText();
  return ({ comparison, table, view }) => {
    const { columns, rows, benchmarks } = table;
    const lines = [...rows, ...benchmarks];
    const alike = toAlikeText(view, comparison);
    const gapName = lines.find(({ territory }) => territory.id === view.gap)?.territory.name;
    const more = (title: string): ShownColumn[] => [
      ...(gapName
        ? [
            { title: `${title} – ${t('compare.gapOf', { name: gapName })}` },
            { title: `${title} – ${t('compare.sure')}` },
          ]
        : []),
      ...(view.ranks
        ? [
            { title: `${title} – ${t('compare.rank')}`, decimals: 0 },
            { title: `${title} – ${t('compare.percentile')}`, decimals: 2 },
            { title: `${title} – ${t('compare.size')}`, decimals: 0 },
          ]
        : []),
    ];
    const fieldsOf = ({
      indicator,
      value,
      state,
      decimals,
      coverage,
      fewCases,
      place,
      gap,
    }: CompareCell): ShownField[] => [
      { value, state, decimals: decimals ?? indicator.decimals, coverage, fewCases },
      ...(gapName ? [gap?.shown, SURE[sureness(gap)] && t(SURE[sureness(gap)]!)] : []),
      ...(view.ranks ? [place?.rank, place?.percentile, place?.size] : []),
    ];
    const territoriesInLines = (): Pick<ShownTable, 'columns' | 'rows'> => ({
      columns: [
        { title: t('common.code') },
        { title: t('common.territory') },
        { title: t('compare.level') },
        ...columns.flatMap(({ indicator, year }) => {
          const title = `${indicator.label} (${year}, ${t(`portrait.unit_${indicator.unit}`)})`;
          return [{ title, decimals: indicator.decimals, hasStates: true }, ...more(title)];
        }),
      ],
      rows: lines.map(({ territory, cells }: CompareRow) => [
        territory.code,
        territory.name,
        t(`common.${territory.level}`),
        ...cells.flatMap(fieldsOf),
      ]),
    });
    const indicatorsInLines = (): Pick<ShownTable, 'columns' | 'rows'> => ({
      columns: [
        { title: t('common.indicator') },
        { title: t('portrait.unit') },
        { title: t('common.year') },
        ...lines.flatMap(({ territory: { name } }) => [{ title: name, hasStates: true }, ...more(name)]),
      ],
      rows: columns.map(({ indicator, year }, index) => [
        indicator.label,
        t(`portrait.unit_${indicator.unit}`),
        year,
        ...lines.flatMap(({ cells }) => fieldsOf(cells[index]!)),
      ]),
    });
    return {
      file: fileName({
        kind: t('compare.file'),
        places: comparison.territories.map(({ name }) => name),
        indicators: columns.map(({ indicator: { shortLabel } }) => shortLabel),
        years: columns.map(({ year }) => year),
        publication: comparison.publication.id,
      }),
      facts: toFacts({
        ...comparison,
        title: t('compare.exportTitle'),
        indicators: citedIn(table, view, comparison.geography),
        chosen: [
          ...(alike ? [[t('compare.alikeTitle'), alike]] : []),
          ...(view.ranks ? [[t('compare.exportRanks', { within: t(`compare.within${view.within}`) })]] : []),
        ],
      }),
      ...(view.transposed ? indicatorsInLines() : territoriesInLines()),
    };
  };
}
