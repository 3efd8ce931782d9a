import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { FoldedWarnings } from '../../components/warnings.tsx';
import type { ExploreView } from '../../explore-url.ts';
import { ExploreCautionsDocument } from '../../graphql/generated.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import type { ColumnKey } from '../../url.ts';
import { toQuestion } from './api/to-question.ts';
import { toFilterInput } from './grid-models.ts';
import { maybeGrouping } from './grouping.ts';

interface TableCautionsProps {
  readonly view: ExploreView;
  readonly columns: readonly ColumnKey[];
  /** Id of the publication that the rows are read from. */
  readonly publication: string;
}

/** The cautions of all the lines of the table, scrolled to or not: those that its export tells. They are asked once, apart from the rows. */
export function TableCautions({ view, columns, publication }: TableCautionsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, previousData, error } = useQuery(ExploreCautionsDocument, {
    variables: {
      ...toQuestion(view, maybeGrouping(view), view.unfolded, columns),
      filters: toFilterInput(view.filters),
      publication,
      language,
    },
  });
  if (error) return <p role="alert">{t('explore.noCautions')}</p>;
  return <FoldedWarnings warnings={(data ?? previousData)?.grid.tableWarnings ?? []} />;
}
