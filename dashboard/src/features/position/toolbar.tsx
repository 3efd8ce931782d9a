import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SERIES_COLOURS } from '../../components/chart/series-colours.ts';
import { FoldedControls } from '../../components/folded-controls.tsx';
import { GeographySwitch } from '../../components/geography-switch.tsx';
import classes from '../../components/toolbar.module.css';
import { IndicatorSelect } from '../../indicators/indicator-select.tsx';
import { type Catalogue, type Indicator, yearsOf } from '../../indicators/use-catalogue.ts';
import type { PositionView } from '../../position-url.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import { TerritoryPicker } from '../../territories/territory-picker.tsx';
import { DRAWN_LEVELS, type DrawnLevel, LEVEL_LABELS } from './question.ts';

const FRANCE = 'france:FR';

interface ToolbarProps {
  readonly view: PositionView;
  readonly change: (change: Partial<PositionView>, options?: { readonly replace?: boolean }) => void;
  readonly catalogue: Catalogue;
  readonly indicator: Indicator;
  readonly level: DrawnLevel;
  readonly year: number | undefined;
  readonly known: readonly TerritoryRef[];
  /** Territories that hold those of the reader, in which the group can be taken. */
  readonly containers: readonly TerritoryRef[];
  readonly exportMenu: ReactNode;
}

/** Which territories, on what, when, and among whom. */
export function Toolbar(props: ToolbarProps) {
  const { view, change, catalogue, indicator, level, year, known, containers, exportMenu } = props;
  const { t } = useTranslation();
  const groups = containers.filter(({ id }) => id !== FRANCE);
  const shown = view.within && !groups.some(({ id }) => id === view.within) ? [view.within] : [];
  return (
    <div className={classes.toolbar} data-print="hidden">
      <TerritoryPicker
        label={t('position.territories')}
        ids={view.territories}
        known={known}
        colours={SERIES_COLOURS}
        onChange={(ids) => change({ territories: ids })}
      />
      <FoldedControls>
        <div className={classes.line}>
          <div className={classes.wide}>
            <IndicatorSelect
              catalogue={catalogue}
              value={indicator.id}
              onChange={(chosen) => change({ indicator: chosen, year: undefined })}
            />
          </div>
          <Select
            className={classes.narrow ?? ''}
            label={t('common.year')}
            value={year === undefined ? null : String(year)}
            onChange={(chosen) => change({ year: Number(chosen) })}
            data={[...yearsOf(indicator)].reverse().map(String)}
            allowDeselect={false}
          />
          <GeographySwitch value={view.geography} onChange={(chosen) => change({ geography: chosen })} />
        </div>
        <div className={classes.line}>
          <Select
            className={classes.narrow ?? ''}
            label={t('position.level')}
            value={level}
            onChange={(chosen) => change({ level: DRAWN_LEVELS.find((one) => one === chosen) })}
            data={DRAWN_LEVELS.map((one) => ({ value: one, label: t(`common.${LEVEL_LABELS[one]}`) }))}
            allowDeselect={false}
          />
          <Select
            className={classes.narrow ?? ''}
            label={t('position.within')}
            value={view.within ?? FRANCE}
            onChange={(chosen) => change({ within: chosen === null || chosen === FRANCE ? undefined : chosen })}
            data={[
              { value: FRANCE, label: t('common.france') },
              ...groups.map(({ id, name }) => ({ value: id, label: name })),
              ...shown.map((id) => ({ value: id, label: id })),
            ]}
            allowDeselect={false}
          />
          <div className={classes.end}>{exportMenu}</div>
        </div>
      </FoldedControls>
    </div>
  );
}
