import { Button, Pill } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { territoryPath } from '../url.ts';
import { useBasket } from './basket.ts';
import { maybeLevel, type TerritoryRef } from './territory.ts';
import classes from './territory-pills.module.css';

/** Above this number of territories the others are named on demand. */
const FOLDED = 12;

interface TerritoryPillsProps {
  readonly label: string;
  readonly ids: readonly string[];
  /** Territories already known, to write names instead of ids. */
  readonly known: readonly TerritoryRef[];
  readonly onRemove: (id: string) => void;
  readonly onClear?: () => void;
  /** Colour of each pill, to follow a curve. */
  readonly colours?: readonly string[];
}

/** The territories of a view, each a link to its portrait and a button to take it away. */
export function TerritoryPills({ label, ids, known, onRemove, onClear, colours }: TerritoryPillsProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const names = new Map([...useBasket(), ...known].map(({ id, name }) => [id, name]));
  /** Until its name is known: « Commune 48140 ». */
  const unnamed = (id: string): string => {
    const level = maybeLevel(id);
    return level ? `${t(`common.${level}`)} ${id.slice(id.indexOf(':') + 1)}` : id;
  };
  if (ids.length === 0) return null;
  const shown = all ? ids : ids.slice(0, ids.length > FOLDED + 1 ? FOLDED : ids.length);
  return (
    <ul className={classes.pills} aria-label={label}>
      {shown.map((id, index) => {
        const name = names.get(id) ?? unnamed(id);
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
      {ids.length > FOLDED + 1 && (
        <li>
          <Button variant="subtle" size="compact-sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('common.pillsFewer') : t('common.pillsMore', { count: ids.length - FOLDED })}
          </Button>
        </li>
      )}
      {onClear && ids.length > FOLDED + 1 && (
        <li>
          <Button variant="subtle" size="compact-sm" onClick={onClear}>
            {t('common.pillsClear')}
          </Button>
        </li>
      )}
    </ul>
  );
}
