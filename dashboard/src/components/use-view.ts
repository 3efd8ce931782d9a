import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** The state of a page, read from its address; changing it writes a new address, so « back » undoes it. */
export function useView<View>(
  read: (parameters: URLSearchParams) => View,
  write: (view: View) => string,
): [View, (change: Partial<View>, options?: { readonly replace?: boolean }) => void] {
  const { search } = useLocation();
  const navigate = useNavigate();
  const view = useMemo(() => read(new URLSearchParams(search)), [read, search]);
  const change = useCallback(
    (part: Partial<View>, options?: { readonly replace?: boolean }) => {
      // The address may be ahead of what is drawn: two changes in a row add up.
      const now = read(new URLSearchParams(window.location.search));
      void navigate(
        { search: write({ ...now, ...part }) },
        { preventScrollReset: true, replace: options?.replace ?? false },
      );
    },
    [read, write, navigate],
  );
  return [view, change];
}
