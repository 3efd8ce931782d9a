import type { Language } from '../types/enums.ts';
import { currentRequest } from './current-request.ts';

/** In which language errors of the request being answered are told: English for those who prefer it to French by `accept-language`; French outside of any. */
export function currentLanguage(): Language {
  return currentRequest().request?.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}
