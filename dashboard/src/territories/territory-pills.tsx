import { Button, Pill } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { territoryPath } from '../url.ts';
import { useBasket } from './basket.ts';
import { maybeLevel, type TerritoryRef } from './territory.ts';
import classes from './territory-pills.module.css';
import { useTerritory } from './use-territory.ts';

/** Above this number of territories the others are named on demand. */
const FOLDED = 12;

interface TerritoryPillsProps {
  readonly label: string;
  readonly ids: readonly string[];
  /** Territories already known, to write names instead of ids. */
  readonly known: readonly TerritoryRef[];
  readonly onRemove: (id: string) => void;
  readonly onClear?: () => void;
  /** Whether names that are not known are asked for: nothing else on the page reads them. */
  readonly asks?: boolean;
  /** Colour of each pill, to follow a curve. */
  readonly colours?: readonly string[];
}

/** The territories of a view, each a link to its portrait and a button to take it away. */
export function TerritoryPills({ label, ids, known, onRemove, onClear, asks = false, colours }: TerritoryPillsProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const names = new Map([...useBasket(), ...known].map(({ id, name }) => [id, name]));
  if (ids.length === 0) return null;
  const shown = all ? ids : ids.slice(0, ids.length > FOLDED + 1 ? FOLDED : ids.length);
  return (
    <ul className={classes.pills} aria-label={label}>
      {shown.map((id, index) => (
        <li key={id}>
          <TerritoryPill
            id={id}
            name={names.get(id)}
            asks={asks}
            colour={colours?.[index % colours.length]}
            onRemove={() => onRemove(id)}
          />
        </li>
      ))}
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

interface TerritoryPillProps {
  readonly id: string;
  readonly name: string | undefined;
  readonly asks: boolean;
  readonly colour: string | undefined;
  readonly onRemove: () => void;
}

function TerritoryPill({ id, name: known, asks, colour, onRemove }: TerritoryPillProps) {
  const { t } = useTranslation();
  const found = useTerritory(asks && known === undefined ? id : undefined);
  const level = maybeLevel(id);
  // Until its name is known: « Commune 48140 ».
  const name = known ?? found?.name ?? (level ? `${t(`common.${level}`)} ${id.slice(id.indexOf(':') + 1)}` : id);
  return (
    <Pill
      size="lg"
      withRemoveButton
      className={classes.pill ?? ''}
      onRemove={onRemove}
      removeButtonProps={{ 'aria-label': t('common.remove', { name }), 'aria-hidden': false, tabIndex: 0 }}
    >
      {colour !== undefined && <i style={{ background: colour }} aria-hidden="true" />}
      <Link to={territoryPath(id)}>{name}</Link>
    </Pill>
  );
}
