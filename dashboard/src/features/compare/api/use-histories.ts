import { useMemo } from 'react';
import type { SparklinePoint } from '../../../components/sparkline-shape.ts';
import { useQueries } from '../../../components/use-queries.ts';
import { type Geography, HistoriesDocument } from '../../../graphql/generated.ts';
import { yearsOf } from '../../../indicators/use-catalogue.ts';
import type { CompareColumn } from '../comparison-table.ts';

/** Years of indicators asked at once: below the limit `columns` of the API. */
const COLUMNS_AT_ONCE = 150;

/** A figure of the past, with the decimals that it supports; without, those of its indicator. */
export type PastPoint = SparklinePoint & { readonly decimals: number | undefined };

export type HistoryOf = (indicator: string, territory: string) => readonly PastPoint[];

interface HistoriesQuestion {
  readonly territories: readonly string[];
  readonly columns: readonly CompareColumn[];
  readonly geography: Geography;
}

/** The past of each figure of a comparison; undefined until it is known, or without a question. */
export function useHistories(question: HistoriesQuestion | undefined): HistoryOf | undefined {
  const variables = useMemo(() => (question ? toVariables(question) : []), [question]);
  const { data } = useQueries(HistoriesDocument, variables);
  return useMemo(() => {
    if (!data || variables.length === 0) return undefined;
    const known = new Map<string, PastPoint[]>();
    for (const { rows, columns } of data.map(({ grid }) => grid)) {
      for (const { indicator, year, values, decimals } of columns) {
        for (const [index, territory] of rows.ids.entries()) {
          const key = `${indicator.id} ${territory}`;
          known.set(key, [
            ...(known.get(key) ?? []),
            { year, value: values[index] ?? null, decimals: decimals?.[index] },
          ]);
        }
      }
    }
    return (indicator, territory) => known.get(`${indicator} ${territory}`) ?? [];
  }, [data, variables]);
}

function toVariables({ territories, columns, geography }: HistoriesQuestion) {
  const asked = columns.flatMap(({ indicator }) =>
    yearsOf(indicator).map((year) => ({ indicator: indicator.id, year })),
  );
  const parts = Array.from({ length: Math.ceil(asked.length / COLUMNS_AT_ONCE) }, (_, part) =>
    asked.slice(part * COLUMNS_AT_ONCE, (part + 1) * COLUMNS_AT_ONCE),
  );
  return parts.map((part) => ({ territories: [...territories], columns: part, geography, first: territories.length }));
}
