import { useTranslation } from 'react-i18next';
import { useFacts } from '../../export/facts.ts';
import type { ShownField, ShownTable } from '../../export/shown-table.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import { codeOf } from './layer.ts';
import { fileOf } from './use-figure.ts';
import { citedIn, type DrawnLayer } from './use-layer.ts';

/** The figures behind the maps, one line by territory, with their source and what to beware of. */
export function useShownTable(): (layers: readonly DrawnLayer[], place: TerritoryRef | undefined) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  return (layers, place) => {
    const layer = layers[0]?.layer;
    return {
      file: fileOf(t('map.file'), place?.name ?? t('common.france'), layers),
      facts: layer
        ? toFacts({
            publication: layer.publication,
            title: `${t('common.map')} – ${place?.name ?? t('common.france')}`,
            geography: layers[0]!.geography,
            referenceVintage: layer.vintage,
            indicators: citedIn(layers),
            warnings: layers.flatMap((one) => one.layer.warnings),
          })
        : [],
      columns: [
        { title: t('common.code') },
        { title: t('common.territory') },
        ...layers.map(({ indicator, year, geography }) => ({
          title: `${indicator.label} (${[year, ...(geography === layers[0]?.geography ? [] : [t(`common.${geography}`)])].join(', ')})`,
          decimals: indicator.decimals,
          hasStates: true,
        })),
      ],
      rows: (layers[0]?.places ?? []).map(({ id, name }) => [
        codeOf(id),
        name,
        ...layers.map(
          ({ byId }): ShownField => ({
            value: byId.get(id)?.value,
            state: byId.get(id)?.state ?? 'NOT_AVAILABLE',
            decimals: byId.get(id)?.decimals,
            coverage: byId.get(id)?.coverage,
            fewCases: byId.get(id)?.fewCases,
          }),
        ),
      ]),
    };
  };
}
