import type { Indicator } from '@boussole/schema';

/** Tells whether every word of a text stands in the names, the definition or the id of an indicator, accents and case aside. */
export function isAbout(indicator: Indicator, text: string): boolean {
  const { id, label, shortLabel, definition } = indicator;
  const content = fold([id, label.fr, label.en, shortLabel.fr, shortLabel.en, definition.fr, definition.en].join(' '));
  return fold(text)
    .split(/\s+/)
    .every((word) => content.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}
