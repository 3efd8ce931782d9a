import { useEffect, useState } from 'react';
import { maybeErrorCode } from '../../components/failure.tsx';
import type { ExploreView } from '../../explore-url.ts';
import { maybeGrouping } from './grouping.ts';

interface Groupable {
  /** The view, without its groups where its columns cannot be gathered. */
  readonly view: ExploreView;
  /** Whether its groups were left out. */
  readonly isApart: boolean;
  /** Whether this error goes away, because the groups that made it are being left out. */
  readonly isMended: boolean;
}

/**
 * Leaves out the groups of a view whose columns, as they were published, are of several perimeters: the API knows which are, and refuses to
 * gather them.
 */
export function useGroupable(view: ExploreView, error: unknown): Groupable {
  const { groups, geography, level, within, territories, indicators, years, cuts } = view;
  const asked = JSON.stringify([groups, geography, level, within, territories, indicators, years, cuts]);
  const [refused, setRefused] = useState<{ readonly asked: string; readonly error: unknown }>();
  const isApart = refused?.asked === asked;
  const isRefused =
    geography === 'PUBLISHED' &&
    maybeGrouping(view) !== undefined &&
    maybeErrorCode(error) === 'ARGUMENT_INVALID' &&
    !isApart;
  useEffect(() => {
    if (isRefused) setRefused({ asked, error });
  }, [isRefused, asked, error]);
  // The refusal stands until the rows are read without groups.
  const isMended = isRefused || (isApart && refused.error === error);
  return { view: isApart ? { ...view, groups: undefined } : view, isApart, isMended };
}
