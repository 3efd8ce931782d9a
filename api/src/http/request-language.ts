import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler } from 'express';
import type { Language } from '../types/enums.ts';

const languages = new AsyncLocalStorage<Language>();

/** Reads in which language errors are told: English for those who prefer it to French by `accept-language`. */
export function chooseLanguage(): RequestHandler {
  return (request, _response, next) => {
    languages.run(request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr', next);
  };
}

/** The language of the request being answered; French outside of any. */
export function currentLanguage(): Language {
  return languages.getStore() ?? 'fr';
}
