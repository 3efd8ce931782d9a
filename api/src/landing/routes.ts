import { fileURLToPath } from 'node:url';
import type { Limits } from '@boussole/schema';
import { type Request, Router } from 'express';
import { printSchema } from 'graphql';
import { FinishedAnswer } from '../http/answer-cache.ts';
import { KeptFiles } from '../http/kept-files.ts';
import { onlyRead } from '../http/only-by.ts';
import { sendAnswer } from '../http/send-answer.ts';
import { toGraphqlSchema } from '../schema.ts';
import { toLandingPage } from './page.ts';
import { sendPage } from './send-page.ts';

const FILES = ['explorer.js', 'explorer.css'] as const;

/** What a browser sees at `/graphql`: nothing in it comes from another site. */
export function landingRoutes(limits: Limits): Router {
  const router = Router();
  const pages = { fr: toLandingPage(limits, 'fr'), en: toLandingPage(limits, 'en') };
  const files = new KeptFiles(fileURLToPath(new URL('.', import.meta.url)));
  for (const file of FILES) {
    router.get(`/${file}`, async (request, response, next) => {
      if (!(await files.send(`/${file}`, request, response, 'no-cache'))) next();
    });
  }
  let contract: FinishedAnswer | undefined;
  // As `send` of express does, HEAD is answered all that GET is, but for the body.
  router.get('/schema.graphql', ({ headers }, response) => {
    contract ??= new FinishedAnswer(Buffer.from(printSchema(toGraphqlSchema())), 'text/plain; charset=utf-8');
    return sendAnswer({ method: 'GET', headers }, response, contract, 'kept');
  });
  router.all(
    [...FILES, 'schema.graphql'].map((name) => `/${name}`),
    onlyRead,
  );
  router.get('/', (request, response, next) => {
    if (!isPage(request)) return next();
    sendPage(request, response, pages);
  });
  return router;
}

function isPage(request: Request): boolean {
  const isQuestion = 'query' in request.query || 'extensions' in request.query;
  return !isQuestion && request.accepts(['application/json', 'text/html']) === 'text/html';
}
