import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SavedViewsDocument } from '../graphql/generated.ts';
import { SavedView } from './saved-view.tsx';
import classes from './views.module.css';

const PAGE = 12;

/** The views that people named, latest first; nothing when there is none, or when the catalogue that keeps them does not answer. */
export function SavedViews() {
  const { t } = useTranslation();
  const [first, setFirst] = useState(PAGE);
  const { data, previousData } = useQuery(SavedViewsDocument, {
    variables: { first: first + 1 },
    // Others save views too.
    fetchPolicy: 'cache-and-network',
  });
  const found = (data ?? previousData)?.savedViews ?? [];
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="saved-views" className={classes.views}>
      <h2 id="saved-views" className={classes.title}>
        {t('views.title')}
      </h2>
      <ul className={classes.list}>
        {found.slice(0, first).map((view) => (
          <SavedView key={view.id} view={view} />
        ))}
      </ul>
      {found.length > first && (
        <Button variant="subtle" size="xs" onClick={() => setFirst(first + PAGE)}>
          {t('views.more')}
        </Button>
      )}
    </section>
  );
}
