import { useTranslation } from 'react-i18next';
import { sourcesOf, useFacts } from '../../../export/facts.ts';
import type { Figure } from '../../../export/figure.ts';
import type { ShownColumn, ShownField, ShownTable } from '../../../export/shown-table.ts';
import { formatDay } from '../../../format.ts';
import type { Geography } from '../../../graphql/generated.ts';
import { useLocale } from '../../../i18n/i18n.ts';
import type { Indicator } from '../../../indicators/use-catalogue.ts';
import { type PyramidWords, toDrawing } from './pyramid-on-paper.ts';
import type { PyramidRow } from './pyramid-rows.ts';

/** A pyramid as it leaves the page. */
export interface LeavingPyramid {
  /** Name of the files, without their end. */
  readonly file: string;
  readonly title: string;
  /** Sentences that must travel with it. */
  readonly notes: readonly string[];
  /** Whose source and cautions are told. */
  readonly indicator: Indicator;
  readonly publication: { readonly id: string; readonly publishedAt: string };
  readonly geography: Geography;
  readonly referenceVintage: number;
}

export interface PyramidFiles {
  figure(pyramid: LeavingPyramid, rows: readonly PyramidRow[], words: Pick<PyramidWords, 'bars' | 'marks'>): Figure;
  table(pyramid: LeavingPyramid, columns: readonly ShownColumn[], rows: readonly (readonly ShownField[])[]): ShownTable;
}

/** A pyramid as an image and as a table that stand alone: what it shows, from which source, with which cautions. */
export function usePyramidFiles(): PyramidFiles {
  const { t } = useTranslation();
  const locale = useLocale();
  const toFacts = useFacts();
  return {
    figure: ({ file, title, notes, indicator, publication, geography }, rows, words) => ({
      file,
      title,
      notes: [
        ...notes,
        `${t('common.geography')}${t('common.colon')}${t(`common.${geography}`)}`,
        ...indicator.cautions,
        t('export.credit', {
          sources: sourcesOf([indicator])
            .map(({ title: name, producer }) => `${name}, ${producer}`)
            .join(' ; '),
          day: formatDay(locale, publication.publishedAt),
        }),
      ],
      drawing: toDrawing(rows, { ...words, men: t('portrait.men'), women: t('portrait.women') }),
    }),
    table: ({ file, title, notes, indicator, ...answer }, columns, rows) => ({
      file,
      facts: toFacts({ ...answer, title, indicators: [indicator], warnings: notes.map((message) => ({ message })) }),
      columns,
      rows,
    }),
  };
}
