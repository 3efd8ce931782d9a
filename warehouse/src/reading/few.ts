import type { LocalizedText } from '@boussole/schema';
import { enumerate, enumerateInEnglish } from '../territories/wording.ts';

/** Names that are told before the others; all are when one more would be « 1 autre ». */
export const NAMED = 5;

/** Names some territories, and says that there are others. */
export function few(names: readonly string[]): LocalizedText {
  const named = names.length > NAMED + 1 ? names.slice(0, NAMED) : names;
  const hasMore = named.length < names.length;
  return {
    fr: enumerate(hasMore ? [...named, 'd’autres'] : named),
    en: enumerateInEnglish(hasMore ? [...named, 'others'] : named),
  };
}
