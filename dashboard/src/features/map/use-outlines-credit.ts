import { useTranslation } from 'react-i18next';
import type { OutlinesState } from './api/use-outlines.ts';

/** Says who drew the outlines of a map, as their licences ask. */
export function useOutlinesCredit(): (
  outlines: Pick<OutlinesState, 'credits' | 'vintage'>,
  vintageOfFigures: number,
) => string {
  const { t } = useTranslation();
  return ({ credits, vintage }, vintageOfFigures) =>
    t(credits.length > 0 ? 'map.outlinesCreditOf' : 'map.outlinesCredit', {
      credits: credits.join(', '),
      vintage: vintage ?? vintageOfFigures,
    });
}
