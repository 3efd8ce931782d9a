import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../../components/toolbar.module.css';
import { EXPLORE_LEVELS, type ExploreView } from '../../explore-url.ts';
import { useBasket } from '../../territories/basket.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import { TerritoryPills } from '../../territories/territory-pills.tsx';
import { TerritorySearch } from '../../territories/territory-search.tsx';
import { useTerritory } from '../../territories/use-territory.ts';
import styles from './explore.module.css';
import type { ChangeView } from './toolbar.tsx';

const LEVELS = [
  { value: 'COMMUNE', label: 'common.communes' },
  { value: 'EPCI', label: 'common.epcis' },
  { value: 'DEPARTEMENT', label: 'common.departements' },
  { value: 'REGION', label: 'common.regions' },
  { value: 'LIST', label: 'explore.list' },
] as const;

interface RowsChooserProps {
  readonly view: ExploreView;
  readonly change: ChangeView;
  /** Territories of the list whose names are known. */
  readonly named: readonly TerritoryRef[];
}

/** Which territories are the rows: those of a level, in a territory or a group of communes, or a list of the reader's. */
export function RowsChooser({ view, change, named }: RowsChooserProps) {
  const { t } = useTranslation();
  const basket = useBasket();
  const { level, within, territories } = view;
  const choose = (value: string | null) => {
    if (value === 'LIST') change({ territories: basket.map(({ id }) => id), within: undefined, groups: undefined });
    else change({ level: EXPLORE_LEVELS.find((known) => known === value) ?? 'COMMUNE', territories: undefined });
  };
  return (
    <>
      <Select
        className={classes.narrow ?? ''}
        label={t('explore.rows')}
        value={territories ? 'LIST' : level}
        onChange={choose}
        data={LEVELS.map(({ value, label }) => ({ value, label: t(label) }))}
        allowDeselect={false}
      />
      {territories ? <List ids={territories} named={named} change={change} /> : <Within id={within} change={change} />}
    </>
  );
}

function Within({ id, change }: { readonly id: string | undefined; readonly change: ChangeView }) {
  const { t } = useTranslation();
  const place = useTerritory(id);
  return (
    <div className={styles.place}>
      <div className={classes.label}>{t('explore.within')}</div>
      {id ? (
        <TerritoryPills
          label={t('explore.within')}
          ids={[id]}
          known={place ? [place] : []}
          onRemove={() => change({ within: undefined })}
        />
      ) : (
        <TerritorySearch
          label={t('explore.within')}
          placeholder={t('explore.withinPlaceholder')}
          onTerritory={(found) => change({ within: found.id === 'france:FR' ? undefined : found.id })}
        />
      )}
    </div>
  );
}

interface ListProps extends Pick<RowsChooserProps, 'change' | 'named'> {
  readonly ids: readonly string[];
}

function List({ ids, named, change }: ListProps) {
  const { t } = useTranslation();
  const basket = useBasket();
  const missing = basket.filter(({ id }) => !ids.includes(id));
  const add = (added: readonly string[]) => change({ territories: [...new Set([...ids, ...added])] });
  return (
    <div className={styles.list}>
      <div className={classes.label}>{t('common.addTerritory')}</div>
      <div className={styles.listed}>
        <TerritorySearch
          label={t('common.addTerritory')}
          placeholder={t('common.addTerritory')}
          onTerritory={({ id }) => add([id])}
        />
        {missing.length > 0 && (
          <Button variant="subtle" onClick={() => add(missing.map(({ id }) => id))}>
            {t('explore.addBasket', { count: missing.length })}
          </Button>
        )}
        <TerritoryPills
          label={t('common.territories')}
          ids={ids}
          known={named}
          asks={named.length > 0}
          onRemove={(id) => change({ territories: ids.filter((one) => one !== id) })}
        />
      </div>
    </div>
  );
}
