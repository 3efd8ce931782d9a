import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../components/toolbar.module.css';
import type { TerritoryRef } from './territory.ts';
import { TerritoryPills } from './territory-pills.tsx';
import { TerritorySearch } from './territory-search.tsx';

interface TerritoryPickerProps {
  readonly label: string;
  readonly ids: readonly string[];
  /** Territories already known, to write names instead of ids. */
  readonly known: readonly TerritoryRef[];
  readonly onChange: (ids: readonly string[]) => void;
  /** Colour of each pill, to follow a curve. */
  readonly colours?: readonly string[];
  /** Other ways to add territories. */
  readonly children?: ReactNode;
}

/** The territories of a view on one line of its toolbar: a search that adds one, and those already there. */
export function TerritoryPicker({ label, ids, known, onChange, colours, children }: TerritoryPickerProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.added}>
      <div className={classes.search}>
        <TerritorySearch
          label={t('common.addTerritory')}
          placeholder={t('common.addTerritory')}
          onTerritory={({ id }) => onChange([...new Set([...ids, id])])}
        />
      </div>
      {children}
      <TerritoryPills
        label={label}
        ids={ids}
        known={known}
        {...(colours ? { colours } : {})}
        onRemove={(id) => onChange(ids.filter((one) => one !== id))}
        onClear={() => onChange([])}
      />
    </div>
  );
}
