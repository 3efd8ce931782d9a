/** Narrowest drawing of a file: a phone exports what a sheet of paper shows. */
const NARROWEST = 760;

/** Gives what it holds the light colours of the site, whatever the theme of the reader. */
export const ON_PAPER = 'on-paper';

/**
 * Calls with an element off the screen that has the light colours of the site, whatever the theme of the reader: what leaves the page ends
 * on paper.
 */
export function onPaper<Drawn>(
  size: { readonly width: number; readonly height: number },
  draw: (element: HTMLElement, width: number) => Drawn,
): Drawn {
  const width = Math.max(NARROWEST, size.width);
  const element = document.createElement('div');
  element.className = ON_PAPER;
  element.style.cssText = `position: absolute; left: -10000px; top: 0; width: ${width}px; height: ${size.height}px`;
  document.body.append(element);
  try {
    return draw(element, width);
  } finally {
    element.remove();
  }
}

/** Reads the colours of the site where an element stands. */
export function coloursAt(element: HTMLElement): (variable: string) => string {
  const style = getComputedStyle(element);
  return (variable) => style.getPropertyValue(variable).trim();
}
