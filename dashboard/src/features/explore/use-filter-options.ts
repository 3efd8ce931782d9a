import type { IFilterOptionDef } from 'ag-grid-community';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FILTER_OPTIONS, RANK_OPTIONS } from './grid-models.ts';

/** The conditions that a reader may set on a column; the server answers them all. */
export function useFilterOptions(): (IFilterOptionDef | string)[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      ...FILTER_OPTIONS,
      ...Object.keys(RANK_OPTIONS).map((key) => ({
        displayKey: key,
        displayName: t(`explore.${key === 'highest' ? 'highest' : 'lowest'}`),
        numberOfInputs: 1 as const,
        predicate: () => true,
      })),
    ],
    [t],
  );
}
