import type { Request } from 'express';
import type { Language } from '../types/enums.ts';
import { currentRequest } from './current-request.ts';

/** In which language errors of the request being answered are told: English for those who prefer it to French by `accept-language`; French outside of any. */
export function currentLanguage(): Language {
  const { request } = currentRequest();
  return request ? preferredLanguage(request) : 'fr';
}

/** In which language a page is shown: the one that its address says, `?lang=en`, otherwise the one that its reader prefers. */
export function pageLanguage(request: Request): Language {
  const { lang } = request.query;
  return lang === 'fr' || lang === 'en' ? lang : preferredLanguage(request);
}

function preferredLanguage(request: Request): Language {
  return request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}
