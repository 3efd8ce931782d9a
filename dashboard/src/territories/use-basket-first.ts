import { useEffect } from 'react';
import { useBasket } from './basket.ts';

type Change = (part: { readonly territories: readonly string[] }, options: { readonly replace: true }) => void;

/** Puts the basket in the address of a view that names no territory. True until it is there: the view asks nothing before. */
export function useBasketFirst(territories: readonly string[], change: Change): boolean {
  const basket = useBasket();
  const isComing = territories.length === 0 && basket.length > 0;
  useEffect(() => {
    if (isComing) change({ territories: basket.map(({ id }) => id) }, { replace: true });
  }, [isComing, basket, change]);
  return isComing;
}
