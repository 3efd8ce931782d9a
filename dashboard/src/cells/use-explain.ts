import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type CellKey, withCellKey } from '../url.ts';

/** Opens the explanation of a figure: it becomes part of the address, so it can be shared and closed by « back ». */
export function useExplain(): (key: CellKey) => void {
  const navigate = useNavigate();
  const { search } = useLocation();
  return useCallback(
    (key) => void navigate({ search: withCellKey(new URLSearchParams(search), key) }, { preventScrollReset: true }),
    [navigate, search],
  );
}
