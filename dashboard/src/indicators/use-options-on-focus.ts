import { useState } from 'react';

/**
 * Makes the options of a list when its field first takes the focus, rather than with the page: there are hundreds of them. They stay then, since the
 * arrows of the keyboard look for the chosen one before the list is open.
 */
export function useOptionsOnFocus() {
  const [keepMounted, setKeepMounted] = useState(false);
  return { comboboxProps: { keepMounted }, onFocus: () => setKeepMounted(true) };
}
