import { type RefObject, useEffect } from 'react';

/** Grids look after the focus of their cells. */
const ON_ITS_OWN = '.ag-root-wrapper';

/**
 * A control that takes itself out of the page (« Retirer… ») would leave the focus to the whole document: it goes to what held the control, so that
 * who reads by keyboard or by ear stays where they were.
 */
export function useKeptFocus(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const held = page.current;
    if (!held) return;
    let trail: readonly Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      trail = target instanceof Element && !target.closest(ON_ITS_OWN) ? upTo(target, held) : [];
    };
    const observer = new MutationObserver(() => {
      const [last] = trail;
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const holder = trail.find((one) => one.isConnected);
      trail = [];
      if (holder instanceof HTMLElement) takeFocus(holder);
    });
    held.addEventListener('focusin', remember);
    observer.observe(held, { childList: true, subtree: true });
    return () => {
      held.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, [page]);
}

/** An element and those that hold it, up to `last`. */
function upTo(element: Element, last: Element): readonly Element[] {
  const trail = [element];
  for (let one = element.parentElement; one; one = one.parentElement) {
    trail.push(one);
    if (one === last) return trail;
  }
  return [];
}

function takeFocus(holder: HTMLElement): void {
  if (!holder.hasAttribute('tabindex')) {
    holder.tabIndex = -1;
    holder.addEventListener('blur', () => holder.removeAttribute('tabindex'), { once: true });
  }
  holder.focus({ preventScroll: true });
}
