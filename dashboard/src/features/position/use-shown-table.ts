import { useTranslation } from 'react-i18next';
import { partOf } from '../../cells/part-of.ts';
import { useFacts } from '../../export/facts.ts';
import { fileName } from '../../export/file-name.ts';
import type { ShownPart, ShownTable } from '../../export/shown-table.ts';
import { formatNumber, precise, roundTo } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Catalogue, Indicator } from '../../indicators/use-catalogue.ts';
import { type DistributionAnswer, toBands } from './bands.ts';
import type { Peers } from './peers-section.tsx';
import { useBandText } from './use-band-text.ts';

interface Alike {
  /** Undefined while they travel, and without a territory. */
  readonly peers: Peers | undefined;
  /** What they are compared on, with the sources of these figures. */
  readonly compared: readonly Indicator[];
}

/** Where territories stand among those of a group, « Communes – Rhône », with the bands and quantiles that they are read in, and their peers. */
export function useShownTable(
  indicator: Indicator,
  group: string,
  catalogue: Catalogue,
): (answer: DistributionAnswer, year: number, alike: Alike) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  const bandText = useBandText(indicator);
  const locale = useLocale();
  const toPeers = (file: string, { territory, peers, figures }: Peers): readonly ShownPart[] => [
    {
      title: t('position.peers'),
      file: `${file}-${t('position.peersFile')}`,
      columns: [
        { title: t('common.code') },
        { title: t('position.peersCaption', { name: territory.name }) },
        { title: t('position.distance'), decimals: 2 },
      ],
      rows: peers.map(({ territory: { code, name }, distance }) => [code, name, distance]),
    },
    {
      title: t('position.peersFigures'),
      file: `${file}-${t('position.peersFiguresFile')}`,
      columns: [
        { title: t('common.indicator') },
        { title: t('common.year') },
        { title: territory.name },
        { title: t('position.peersMedian') },
        { title: t('position.lowerQuartile') },
        { title: t('position.upperQuartile') },
        { title: t('position.number'), decimals: 0 },
      ],
      rows: figures.flatMap(({ indicator: { id }, year, value, withValue, quartileDecimals, ...of }) => {
        const compared = catalogue.byId.get(id);
        if (!compared) return [];
        const { decimals } = precise(compared, quartileDecimals);
        const written = (one: number | null | undefined, shown = decimals) => (one == null ? '' : roundTo(one, shown));
        const quartiles = [of.median, of.lowerQuartile, of.upperQuartile].map((one) => written(one));
        return [[compared.label, year ?? '', written(value, compared.decimals), ...quartiles, withValue]];
      }),
    },
  ];
  return (answer, year, { peers, compared }) => {
    const { marks, histogram, quantiles, publication } = answer;
    const file = fileName({
      kind: t('position.file'),
      places: marks.territories.map(({ name }) => name),
      indicators: [indicator.shortLabel],
      years: [year],
      publication: publication.id,
    });
    return {
      file,
      facts: toFacts({
        ...answer,
        title: `${t('position.exportTitle')} – ${indicator.label} (${year}), ${group}`,
        indicators: [indicator, ...compared.filter(({ id }) => id !== indicator.id)],
        chosen: [
          [t('position.group'), group],
          [
            t('position.spread'),
            t('position.spreadOf', {
              withValue: formatNumber(locale, answer.withValue),
              size: formatNumber(locale, answer.size),
            }),
          ],
        ],
      }),
      columns: [
        { title: t('common.code') },
        { title: t('common.territory') },
        { title: `${indicator.label} (${year})`, decimals: indicator.decimals, hasStates: true },
        { title: t('position.rank'), decimals: 0 },
        { title: t('position.number'), decimals: 0 },
        { title: `${t('position.lower')} (%)`, decimals: 1 },
        { title: t('position.fifth'), decimals: 0 },
      ],
      rows: marks.territories.map(({ code, name }, index) => [
        code,
        name,
        {
          value: marks.values[index],
          state: marks.states[index] ?? 'NOT_AVAILABLE',
          decimals: marks.decimals?.[index],
          coverage: partOf(marks, index),
          fewCases: marks.fewCases?.[index],
        },
        marks.positions.ranks[index] ?? undefined,
        marks.positions.sizes[index] ?? undefined,
        marks.positions.percentiles[index] ?? undefined,
        marks.positions.quintiles[index] ?? undefined,
      ]),
      more: [
        ...(histogram
          ? [
              {
                title: t('position.bands'),
                file: `${file}-${t('position.bandsFile')}`,
                columns: [{ title: t('position.band') }, { title: t('position.counts'), decimals: 0 }],
                rows: toBands(histogram).map((band) => [bandText(band), band.count]),
              },
              {
                title: t('position.quantiles'),
                file: `${file}-${t('position.quantilesFile')}`,
                columns: [{ title: t('position.atMost') }, { title: `${indicator.label} (${year})` }],
                rows: quantiles.map(({ percent, value, decimals }) => [
                  percent,
                  roundTo(value, precise(indicator, decimals).decimals),
                ]),
              },
            ]
          : []),
        ...(peers && peers.problem === null ? toPeers(file, peers) : []),
      ],
    };
  };
}
