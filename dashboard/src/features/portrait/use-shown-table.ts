import { useTranslation } from 'react-i18next';
import { useFacts } from '../../export/facts.ts';
import { fileName } from '../../export/file-name.ts';
import type { ShownField, ShownTable } from '../../export/shown-table.ts';
import type { FiguresQuery } from '../../graphql/generated.ts';
import type { Figure } from './api/use-figures.ts';
import { citedIn } from './cited-in.ts';
import type { PortraitTerritory } from './identity.tsx';

interface Shown {
  readonly territory: PortraitTerritory;
  readonly figures: readonly Figure[];
  readonly answer: FiguresQuery['compare'];
}

const PLACES = ['FRANCE', 'DEPARTEMENT', 'EPCI'] as const;

/** The figures of a portrait, one line by indicator, beside their benchmarks and positions. */
export function useShownTable(): (shown: Shown) => ShownTable {
  const { t } = useTranslation();
  const toFacts = useFacts();
  return ({ territory, figures, answer }) => {
    const places = PLACES.filter((level) =>
      figures.some((figure) => figure.places.some(({ within }) => within === level)),
    );
    const benchmarks = figures[0]?.benchmarks ?? [];
    return {
      file: fileName({
        kind: t('portrait.file'),
        places: [`${territory.name} ${territory.code}`],
        publication: answer.publication.id,
      }),
      facts: toFacts({
        ...answer,
        title: `${t('common.portrait')} – ${territory.name}`,
        geography: 'CONSTANT',
        indicators: citedIn(territory, figures),
      }),
      columns: [
        { title: t('portrait.theme') },
        { title: t('common.indicator') },
        { title: t('portrait.unit') },
        { title: t('common.year') },
        { title: territory.name, hasStates: true },
        ...benchmarks.map(({ territory: { name } }) => ({ title: name, hasStates: true })),
        ...places.flatMap((within) => [
          { title: t(`portrait.rank${within}`), decimals: 0 },
          { title: t(`portrait.ranked${within}`), decimals: 0 },
        ]),
      ],
      rows: figures.map((figure): ShownField[] => [
        figure.indicator.theme.label,
        figure.indicator.label,
        t(`portrait.unit_${figure.indicator.unit}`),
        figure.year,
        ...[figure, ...figure.benchmarks].map(({ value, state, decimals, coverage, fewCases }) => ({
          value,
          state,
          decimals: decimals ?? figure.indicator.decimals,
          coverage,
          fewCases,
        })),
        ...places.flatMap((level): ShownField[] => {
          const place = figure.places.find(({ within }) => within === level);
          return [place?.rank, place?.size];
        }),
      ]),
    };
  };
}
