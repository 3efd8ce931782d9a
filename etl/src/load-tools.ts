import type { SourceDescriptor } from '@boussole/schema';
import type { Override } from './audit/audit-delivery.ts';
import type { Delivery } from './delivery.ts';
import type { Effects } from './effects.ts';
import type { Settings } from './environment.ts';
import type { Journal } from './journal.ts';
import type { Progress } from './progress.ts';

/** What a load works with, and what the person asked for. */
export interface LoadTools {
  readonly settings: Settings;
  readonly sources: readonly SourceDescriptor[];
  readonly effects: Effects;
  readonly progress: Progress;
  readonly journal: Journal;
  readonly acceptLoss: boolean;
  /** Publishes what is right when something is refused. */
  readonly keepGoing: boolean;
  readonly overrides: readonly Override[];
}

/** What is said of a file that could not be read may repeat its figures: it may be of any source that is known. */
export function conventionOf(delivery: Delivery | undefined, { sources }: LoadTools): string | null {
  const possible = delivery ? [delivery.source] : sources;
  return possible.find(({ access }) => access)?.access?.convention ?? null;
}
