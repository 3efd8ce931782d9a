import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { type Geography, MapLayerDocument } from '../../graphql/generated.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { citing } from '../../indicators/citing.ts';
import type { Indicator } from '../../indicators/use-catalogue.ts';
import { type DrawnLevel, geographyOf, type Layer, type Place, toPlaces } from './layer.ts';

interface LayerQuestion {
  readonly indicator: Indicator | undefined;
  readonly year: number;
  readonly level: DrawnLevel;
  readonly within: string | undefined;
  readonly geography: Geography;
}

/** The figures of a map as they are drawn. */
export interface DrawnLayer {
  readonly indicator: Indicator;
  readonly year: number;
  /** In which it is drawn: the constant one where the one asked has no such year. */
  readonly geography: Geography;
  readonly layer: Layer;
  readonly places: readonly Place[];
  readonly byId: ReadonlyMap<string, Place>;
}

export interface LayerState {
  /** Undefined while the first figures travel, or without an indicator. The previous year stays while the next one travels. */
  readonly drawn: DrawnLayer | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The figures of an indicator in a year over the territories of a level: in constant geography where there are none in the one asked. */
export function useLayer({ indicator, year, level, within, geography }: LayerQuestion): LayerState {
  const language = useLanguage();
  const { data, previousData, error, refetch } = useQuery(MapLayerDocument, {
    variables: {
      ...{ indicator: indicator?.id ?? '', year, level, within: within ?? null, language },
      geography: indicator ? geographyOf(indicator, year, geography) : geography,
    },
    skip: indicator === undefined,
  });
  const layer = (data ?? (error ? undefined : previousData))?.mapLayer;
  const drawn = useMemo(() => {
    if (!indicator || !layer || layer.indicator.id !== indicator.id || layer.level !== level) return undefined;
    const places = toPlaces(layer);
    return {
      indicator,
      year: layer.year,
      geography: geographyOf(indicator, layer.year, geography),
      layer,
      places,
      byId: new Map(places.map((place) => [place.id, place])),
    };
  }, [indicator, layer, level, geography]);
  return { drawn, error, retry: () => void refetch() };
}

/** The indicators of maps, each with the sources of the figures drawn. */
export function citedIn(layers: readonly DrawnLayer[]): Indicator[] {
  return layers.map(({ indicator, year, geography, layer }) =>
    citing(indicator, { levels: [layer.level], years: [year], geography }),
  );
}
