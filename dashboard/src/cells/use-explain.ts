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
    (key) => {
      opener = document.activeElement;
      void navigate(
        { search: withCellKey(new URLSearchParams(search), key) },
        { preventScrollReset: true, state: OPENED },
      );
    },
    [navigate, search],
  );
}

/** The figure whose explanation was opened last. */
let opener: Element | null = null;

/** Gives the focus back to the figure whose explanation is closed: by then the panel has taken it, so it cannot tell where it was. */
export function useFocusBack(opened: boolean): void {
  const wasOpened = useRef(opened);
  useEffect(() => {
    const isClosing = wasOpened.current && !opened;
    wasOpened.current = opened;
    if (!isClosing) return;
    const target = opener;
    // The panel lets the focus go once it is out of the page.
    const frame = requestAnimationFrame(() => {
      if (target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [opened]);
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
