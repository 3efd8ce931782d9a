import { Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { territoryPath } from '../url.ts';
import { useBasket } from './basket.ts';
import type { TerritoryRef } from './territory.ts';
import classes from './territory-pills.module.css';

interface TerritoryPillsProps {
  readonly label: string;
  readonly ids: readonly string[];
  /** Territories already known, to write names instead of ids. */
  readonly known: readonly TerritoryRef[];
  readonly onRemove: (id: string) => void;
  /** Colour of each pill, to follow a curve. */
  readonly colours?: readonly string[];
}

/** The territories of a view, each a link to its portrait and a button to take it away. */
export function TerritoryPills({ label, ids, known, onRemove, colours }: TerritoryPillsProps) {
  const { t } = useTranslation();
  const names = new Map([...useBasket(), ...known].map(({ id, name }) => [id, name]));
  if (ids.length === 0) return null;
  return (
    <ul className={classes.pills} aria-label={label}>
      {ids.map((id, index) => {
        const name = names.get(id) ?? id;
        return (
          <li key={id}>
            <Pill
              size="lg"
              withRemoveButton
              className={classes.pill ?? ''}
              onRemove={() => onRemove(id)}
              removeButtonProps={{ 'aria-label': t('common.remove', { name }), 'aria-hidden': false, tabIndex: 0 }}
            >
              {colours && <i style={{ background: colours[index % colours.length] }} aria-hidden="true" />}
              <Link to={territoryPath(id)}>{name}</Link>
            </Pill>
          </li>
        );
      })}
    </ul>
  );
}
