import { Alert, Skeleton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../components/failure.tsx';
import { formatNumber, precise, speakCell } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Legend } from './legend.tsx';
import classes from './map.module.css';
import { MapDrawing, type MapDrawingProps } from './map-drawing.tsx';
import { NoOutlines } from './no-outlines.tsx';
import { isPartial } from './paint.ts';
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

/** From this share of territories without an outline, that is said above the map too. */
const MANY_UNDRAWN = 0.05;

/** One map with its legend. */
export function MapPanel({ panel, palette, onChoose, children, ...linked }: MapPanelProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { drawn, paint, outlines, plan, undrawn, frame, entries, remarks } = panel;
  const { indicator, year, places, byId } = drawn;
  const [unit, setUnit] = useState(1);
  const none = outlines.shapes?.length === 0;
  const sayOf = (id: string): string => {
    const place = byId.get(id);
    return place
      ? `${place.name}${t('common.colon')}${speakCell(locale, place.value, place.state, precise(indicator, place.decimals))}${isPartial(place) ? `, ${t('map.partial')}` : ''}`
      : '';
  };
  return (
    <div className={classes.panel}>
      {children}
      <div className={classes.body}>
        {outlines.error !== undefined && <Failure error={outlines.error} retry={outlines.retry} />}
        {none && <NoOutlines />}
        {undrawn >= MANY_UNDRAWN * places.length && undrawn > 0 && (
          <Alert role="note" icon={<IconInfoCircle aria-hidden />}>
            {t('map.undrawnMany', {
              count: undrawn,
              formatted: formatNumber(locale, undrawn),
              all: formatNumber(locale, places.length),
            })}
          </Alert>
        )}
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
