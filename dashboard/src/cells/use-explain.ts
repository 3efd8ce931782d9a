import { useCallback, useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type CellKey, withCellKey } from '../url.ts';

/** What the history keeps of an explanation that was opened from a page: closing it goes back to that page. */
const OPENED = { explained: true } as const;

/** Opens the explanation of a figure: it becomes part of the address, so it can be shared and closed by « back ». */
export function useExplain(): (key: CellKey) => void {
  const navigate = useNavigate();
  const { search } = useLocation();
  return useCallback(
    (key) =>
      void navigate(
        { search: withCellKey(new URLSearchParams(search), key) },
        { preventScrollReset: true, state: OPENED },
      ),
    [navigate, search],
  );
}

/** Closes the explanation, so that « back » leads where it led before: one opened from the page is undone, one that came with the address is replaced. */
export function useCloseExplanation(): () => void {
  const navigate = useNavigate();
  const { search, state, key } = useLocation();
  const closing = useRef<string>(undefined);
  useEffect(() => {
    if (closing.current !== key) closing.current = undefined;
  }, [key]);
  return useCallback(() => {
    // Going back takes a moment: a second Escape meanwhile would leave the page.
    if (closing.current === key) return;
    closing.current = key;
    if (isOpenedHere(state)) void navigate(-1);
    else
      void navigate(
        { search: withCellKey(new URLSearchParams(search), undefined) },
        { preventScrollReset: true, replace: true },
      );
  }, [navigate, search, state, key]);
}

/** Was the explanation of this entry of the history opened from the entry before it? */
export function isOpenedHere(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'explained' in state && state.explained === true;
}
