import { Skeleton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../components/failure.tsx';
import { precise, speakCell } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Legend } from './legend.tsx';
import classes from './map.module.css';
import { MapDrawing, type MapDrawingProps } from './map-drawing.tsx';
import { NoOutlines } from './no-outlines.tsx';
import type { Palette } from './palette.ts';
import type { Panel } from './use-panel.ts';

/** What both maps of the page have in common. */
export type Linked = Pick<MapDrawingProps, 'onFrame' | 'kept' | 'active' | 'onActive'>;

interface MapPanelProps extends Linked {
  readonly panel: Panel;
  readonly palette: Palette;
  readonly onChoose: (id: string) => void;
  /** Title and year of this map. */
  readonly children: ReactNode;
}

/** One map with its legend. */
export function MapPanel({ panel, palette, onChoose, children, ...linked }: MapPanelProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { drawn, paint, outlines, plan, frame, entries, remarks } = panel;
  const { indicator, year, places, byId } = drawn;
  const [unit, setUnit] = useState(1);
  const none = outlines.shapes?.length === 0;
  const sayOf = (id: string): string => {
    const place = byId.get(id);
    return place
      ? `${place.name}${t('common.colon')}${speakCell(locale, place.value, place.state, precise(indicator, place.decimals))}`
      : '';
  };
  return (
    <div className={classes.panel}>
      {children}
      <div className={classes.body}>
        {outlines.error !== undefined && <Failure error={outlines.error} retry={outlines.retry} />}
        {none && <NoOutlines />}
        {!plan && !none && outlines.error === undefined && <Skeleton height={420} />}
        {plan && (
          <MapDrawing
            {...linked}
            label={t('map.drawing', { indicator: indicator.label, year, count: places.length })}
            plan={plan}
            paint={paint}
            palette={palette}
            frame={frame}
            onChoose={onChoose}
            onUnit={setUnit}
            sayOf={sayOf}
          />
        )}
        <Legend unit={unit} entries={entries} palette={palette} remarks={remarks} />
      </div>
    </div>
  );
}
