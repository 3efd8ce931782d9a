import { useTranslation } from 'react-i18next';
import type { ComparisonQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { type Catalogue, useCatalogue } from '../../indicators/use-catalogue.ts';
import type { CompareView } from '../../url.ts';

type Named = Pick<ComparisonQuery['compare'], 'territories'>;

/** Says what territories were added as peers of, by which criteria, and of which columns nothing can be read of them; undefined when none were. */
export function useAlikeText(): (view: CompareView, compared: Named | undefined) => string | undefined {
  const { t } = useTranslation();
  const list = new Intl.ListFormat(useLocale());
  const { catalogue } = useCatalogue();
  return ({ alike, indicators }, compared) => {
    const of = compared?.territories.find(({ id }) => id === alike?.of);
    if (!alike || !of || !catalogue) return undefined;
    const names = (ids: readonly string[]): string => list.format(shortLabels(catalogue, ids));
    const shown = alike.by.filter((id) => indicators.includes(id));
    return [
      t('compare.alike', { name: of.name, criteria: names(alike.by) }),
      shown.length > 0 ? t('compare.alikeShown', { count: shown.length, indicators: names(shown) }) : '',
    ]
      .filter(Boolean)
      .join(' ');
  };
}

function shortLabels({ byId }: Catalogue, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => byId.get(id)?.shortLabel ?? []);
}
