import { useMemo } from 'react';
import { useQueries } from '../../components/use-queries.ts';
import { CoverageDocument } from '../../graphql/generated.ts';
import { type CoverageOf, type CoverageQuestion, toCoverageOf, toCoverageVariables } from './coverage-of.ts';

/** On what share of the communes figures rest; all of them until it is known, and without a question. */
export function useCoverage(question: CoverageQuestion | undefined): CoverageOf {
  const variables = useMemo(() => (question ? toCoverageVariables(question) : []), [question]);
  const { data } = useQueries(CoverageDocument, variables);
  return useMemo(() => toCoverageOf(data ?? []), [data]);
}
