import { useTranslation } from 'react-i18next';
import { useFacts } from '../../../export/facts.ts';
import { fileName } from '../../../export/file-name.ts';
import type { ShownTable } from '../../../export/shown-table.ts';
import { roundTo } from '../../../format.ts';
import type { MarkedGapsQuery } from '../../../graphql/generated.ts';
import type { Catalogue } from '../../../indicators/use-catalogue.ts';
import type { MarkedView } from '../../../marked-url.ts';
import { citedIn } from './cited-in.ts';
import type { MarkedLine, Reference } from './to-marked.ts';
import type { Wording } from './use-wording.ts';

interface Shown {
  readonly answer: MarkedGapsQuery['markedGaps'];
  readonly catalogue: Catalogue;
  /** Those on the screen, in their order. */
  readonly lines: readonly MarkedLine[];
  readonly view: MarkedView;
  readonly summary: string;
  readonly wordingOf: (line: MarkedLine) => Wording;
}

/** The gaps on the screen as a table, with how they were chosen, where they come from and what to beware of. */
export function useMarkedTable(): (shown: Shown) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  return ({ answer, catalogue, lines, view, summary, wordingOf }) => {
    const { within, level, explanation, publication } = answer;
    const filters = [
      catalogue.themes.find(({ id }) => id === view.theme)?.label,
      view.side && t(`marked.side${view.side}`),
      view.indicator && catalogue.byId.get(view.indicator)?.label,
      lines.find(({ territory }) => territory.id === view.only)?.territory.name,
    ].filter((filter) => filter !== undefined);
    return {
      file: fileName({
        kind: t('marked.file'),
        places: [within.name],
        years: lines.map(({ year }) => year),
        publication: publication.id,
      }),
      facts: toFacts({
        ...answer,
        title: t('marked.exportTitle'),
        indicators: citedIn(answer, lines),
        chosen: [
          [t('marked.whole'), within.name, t(`common.${level}`)],
          [summary],
          ...(filters.length > 0 ? [[t('marked.onlyThese'), ...filters]] : []),
          [t('marked.method'), explanation],
        ],
      }),
      columns: [
        { title: t('marked.rank'), decimals: 0 },
        { title: t('common.code') },
        { title: t('common.territory') },
        { title: t('common.indicator') },
        { title: t('marked.gapUnit') },
        { title: t('common.year') },
        { title: t('common.value'), hasStates: true },
        { title: within.name },
        { title: t('marked.median') },
        { title: t('marked.gap') },
        { title: t('marked.gapFrom') },
        { title: t('marked.usualGap') },
        { title: t('marked.distance'), decimals: 1 },
        { title: t('marked.direction') },
        { title: t('marked.judgement') },
        { title: t('marked.probability') },
        { title: t('marked.sentence') },
      ],
      rows: lines.map((line, index) => {
        const { territory, indicator, value, state, decimals, benchmark, median, gap, usual } = line;
        const { subject, against, direction, judgement, times, usual: ofUsual, value: written } = wordingOf(line);
        return [
          index + 1,
          territory.code,
          territory.name,
          indicator.label,
          t(`portrait.unit_${indicator.unit}`),
          line.year,
          { value, state, decimals },
          shown(benchmark),
          shown(median),
          roundTo(gap.value, gap.decimals),
          t(`marked.from${line.from}`),
          roundTo(usual, indicator.decimals + 2),
          line.distance,
          direction,
          judgement,
          line.probability === undefined ? t('marked.untested') : Number(line.probability.toPrecision(2)),
          `${territory.name}, ${subject}${t('common.colon')}${written}${against} (${times} ${ofUsual})`,
        ];
      }),
    };
  };
}

function shown(reference: Reference | undefined): number | undefined {
  return reference && roundTo(reference.value, reference.decimals);
}
