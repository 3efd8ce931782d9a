import type { Request, Response } from 'express';
import { pageLanguage } from '../http/request-language.ts';
import type { Language } from '../types/enums.ts';

/** Sends a page in the language of its reader. */
export function sendPage(
  request: Request,
  response: Response,
  pages: Readonly<Record<Language, string>>,
  caching: 'no-cache' | 'no-store' = 'no-cache',
): void {
  const language = pageLanguage(request);
  response.vary('accept-language').set({ 'cache-control': caching, 'content-language': language });
  response.type('html').send(pages[language]);
}
