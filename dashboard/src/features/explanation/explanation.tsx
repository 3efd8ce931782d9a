import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useCloseExplanation, useFocusBack } from '../../cells/use-explain.ts';
import { Failure } from '../../components/failure.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { ExplainCellDocument } from '../../graphql/generated.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { type CellKey, maybeCellKey } from '../../url.ts';
import { CellStory } from './cell-story.tsx';

/** The drawer that explains the figure named in the address, on any page. */
export function Explanation() {
  const { t } = useTranslation();
  const { search } = useLocation();
  const key = maybeCellKey(new URLSearchParams(search));
  const close = useCloseExplanation();
  useFocusBack(key !== undefined);
  return (
    <SidePanel title={t('explanation.title')} opened={key !== undefined} onClose={close} returnFocus={false}>
      {key && <Asked cell={key} />}
    </SidePanel>
  );
}

function Asked({ cell }: { readonly cell: CellKey }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(ExplainCellDocument, {
    variables: { ...cell, language },
  });
  if (error) return <Failure error={error} retry={() => void refetch()} title={t('explanation.failure')} />;
  if (!data) return <Skeleton height={360} />;
  return <CellStory cell={data.cell} />;
}
