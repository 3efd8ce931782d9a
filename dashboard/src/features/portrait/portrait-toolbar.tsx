import { useQuery } from '@apollo/client/react';
import { Pill, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { TerritoryNameDocument } from '../../graphql/generated.ts';
import { TerritorySearch } from '../../territories/territory-search.tsx';
import { type PortraitView, territoryPath } from '../../url.ts';
import classes from './portrait.module.css';

interface PortraitToolbarProps {
  readonly view: PortraitView;
  readonly change: (change: Partial<PortraitView>) => void;
  readonly children: ReactNode;
}

/** What the figures of a portrait are compared with, and in which year. */
export function PortraitToolbar({ view: { beside, comparable }, change, children }: PortraitToolbarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.toolbar} data-print="hidden">
      <div className={classes.beside}>
        <TerritorySearch
          label={t('portrait.besideSearch')}
          placeholder={t('portrait.besideSearch')}
          onTerritory={({ id }) => change({ beside: id })}
        />
        {beside !== undefined && <Beside id={beside} onRemove={() => change({ beside: undefined })} />}
      </div>
      <SegmentedControl
        size="xs"
        aria-label={t('common.year')}
        value={comparable ? 'comparable' : 'latest'}
        onChange={(chosen) => change({ comparable: chosen === 'comparable' })}
        data={[
          { value: 'latest', label: t('portrait.latest') },
          { value: 'comparable', label: t('portrait.comparable') },
        ]}
      />
      {children}
    </div>
  );
}

function Beside({ id, onRemove }: { readonly id: string; readonly onRemove: () => void }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(TerritoryNameDocument, { variables: { id } });
  const name = data?.territory?.name ?? id;
  const unknown = error !== undefined || data?.territory === null;
  return (
    <Pill
      size="md"
      withRemoveButton
      onRemove={onRemove}
      removeButtonProps={{ 'aria-label': t('common.remove', { name }), 'aria-hidden': false, tabIndex: 0 }}
    >
      {unknown ? name : <Link to={territoryPath(id)}>{name}</Link>}
    </Pill>
  );
}
