import { CatalogueDraft, type CataloguePart, type CatalogueProblem } from './catalogue-draft.ts';
import type { Identity } from './identity.ts';
import type { Indicator, Theme } from './indicator.ts';
import type { Measure } from './measure.ts';
import type { Notion } from './notion.ts';

/** Everything that can be read, checked as a whole by `toCatalogue`. */
export interface Catalogue {
  readonly themes: readonly Theme[];
  readonly measures: ReadonlyMap<string, Measure>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Measures that are the sum of others: declared, or told by their dimensions. */
  readonly identities: readonly Identity[];
  /** What several sources count in ways that do not compare. */
  readonly notions: readonly Notion[];
}

/**
 * Puts catalogue files together, those that are built in first. Returns every problem at once: duplicates, unknown measures, and illegal
 * formulas (a published measure summed or divided: a sum of medians means nothing; populations that are not counted alike; a unit that is not
 * that of what is computed; a percentage of what is no part). What reads what is wrong by itself is judged once that is mended.
 */
export function toCatalogue(files: readonly CataloguePart[]): {
  readonly catalogue: Catalogue;
  readonly problems: readonly CatalogueProblem[];
} {
  const ordered = [...files].sort((left, right) => Number(right.builtIn ?? false) - Number(left.builtIn ?? false));
  const draft = new CatalogueDraft(ordered);
  for (const part of ordered) draft.takeMeasures(part);
  for (const part of ordered) draft.takeLinks(part);
  for (const part of ordered) draft.takeIndicators(part);
  return { catalogue: draft.toCatalogue(), problems: draft.problems };
}
