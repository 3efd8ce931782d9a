import { useQuery } from '@apollo/client/react';
import { CautionsDocument, type FiguresQuery } from '../../../graphql/generated.ts';
import { useLanguage } from '../../../i18n/i18n.ts';
import { isWithoutFigure } from '../without-figure.tsx';
import type { FiguresState } from './use-figures.ts';

type Cautions = FiguresQuery['compare']['warnings'];

/** The cautions of the figures that a portrait shows, without those of indicators that it has no figure of; undefined until they are known. */
export function useCautions(
  territory: string,
  { figures, answer, error }: FiguresState,
  comparable: boolean,
): Cautions | undefined {
  const shown = (figures ?? []).filter((figure) => !isWithoutFigure(figure)).map(({ indicator }) => indicator.id);
  const isAll = figures === undefined || shown.length === 0 || shown.length === figures.length;
  const { data, error: ownError } = useQuery(CautionsDocument, {
    variables: { territory, indicators: shown, comparable, language: useLanguage() },
    skip: isAll,
  });
  // More cautions than needed are better than none.
  if (isAll || (ownError ?? error) !== undefined) return answer?.warnings;
  return data?.compare.warnings;
}
