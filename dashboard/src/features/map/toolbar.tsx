import { Select, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FoldedControls } from '../../components/folded-controls.tsx';
import { GeographySwitch } from '../../components/geography-switch.tsx';
import classes from '../../components/toolbar.module.css';
import type { Geography } from '../../graphql/generated.ts';
import { IndicatorSelect } from '../../indicators/indicator-select.tsx';
import type { Catalogue, Indicator } from '../../indicators/use-catalogue.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import { TerritoryPills } from '../../territories/territory-pills.tsx';
import { TerritorySearch } from '../../territories/territory-search.tsx';
import type { MapView } from '../../url.ts';
import { type DrawnLevel, levelsWithin, yearsAt } from './layer.ts';

export type ChangeView = (change: Partial<MapView>, options?: { readonly replace?: boolean }) => void;

const LABELS = {
  COMMUNE: 'communes',
  EPCI: 'epcis',
  DEPARTEMENT: 'departements',
  REGION: 'regions',
} as const satisfies Record<DrawnLevel, string>;

interface ToolbarProps {
  readonly view: MapView;
  readonly change: ChangeView;
  readonly catalogue: Catalogue;
  readonly indicator: Indicator;
  readonly level: DrawnLevel;
  /** The territory that the map is within, once known. */
  readonly place: TerritoryRef | undefined;
  readonly exportMenu: ReactNode;
  /** How classes are made, for indicators that have some. */
  readonly children: ReactNode;
}

/** Where, what, in which boundaries, cut into which classes, beside what. */
export function Toolbar(props: ToolbarProps) {
  const { view, change, catalogue, indicator, level, place, exportMenu, children } = props;
  const { t } = useTranslation();
  const { within, second } = view;
  return (
    <div className={classes.toolbar} data-print="hidden">
      <FoldedControls>
        <div className={classes.line}>
          <div className={classes.search}>
            <div className={classes.label}>{t('map.within')}</div>
            {within ? (
              <TerritoryPills
                label={t('map.within')}
                ids={[within]}
                known={place ? [place] : []}
                onRemove={() => change({ within: undefined, level: undefined, frame: undefined })}
              />
            ) : (
              <TerritorySearch
                label={t('map.within')}
                placeholder={t('map.withinPlaceholder')}
                onTerritory={({ id }) =>
                  change({ within: id === 'france:FR' ? undefined : id, level: undefined, frame: undefined })
                }
              />
            )}
          </div>
          <Select
            className={classes.narrow ?? ''}
            label={t('map.level')}
            value={level}
            onChange={(chosen) =>
              change({ level: levelsWithin(within).find((known) => known === chosen), frame: undefined })
            }
            data={levelsWithin(within).map((known) => ({ value: known, label: t(`common.${LABELS[known]}`) }))}
            allowDeselect={false}
          />
          <div className={classes.wide}>
            <IndicatorSelect
              catalogue={catalogue}
              value={indicator.id}
              onChange={(chosen) => change({ indicator: chosen, year: undefined })}
            />
          </div>
          <GeographySwitch value={view.geography} onChange={(chosen) => change({ geography: chosen })} />
        </div>
        <div className={classes.line}>
          {children}
          <div className={classes.end}>
            <Switch
              label={t('map.two')}
              checked={second !== undefined}
              onChange={(event) =>
                change({
                  second: event.currentTarget.checked
                    ? {
                        indicator: besideOf(indicator, catalogue, level, view.geography).id,
                        year: undefined,
                        shared: true,
                      }
                    : undefined,
                })
              }
            />
            {exportMenu}
          </div>
        </div>
      </FoldedControls>
    </div>
  );
}

/** What a second map shows first: the same indicator years before, or another one of its unit when it has one year only. */
function besideOf(indicator: Indicator, { indicators }: Catalogue, level: DrawnLevel, geography: Geography): Indicator {
  if (yearsAt(indicator, level, geography).length > 1) return indicator;
  const others = indicators.filter(
    (one) => one.id !== indicator.id && one.unit === indicator.unit && yearsAt(one, level, geography).length > 0,
  );
  return others.find(({ theme }) => theme.id === indicator.theme.id) ?? others[0] ?? indicator;
}
