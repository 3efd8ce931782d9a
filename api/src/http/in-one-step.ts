import type { RequestHandler, Response } from 'express';

/** Handlers one after the other without a router between them, for the route that answers thousands of questions a second. */
export function inOneStep(handlers: readonly RequestHandler[]): RequestHandler {
  return (request, response, leave) => {
    const run = (index: number, error?: unknown): void => {
      const handler = handlers[index];
      if (error || !handler) {
        leave(error);
        return;
      }
      try {
        const done: unknown = handler(request, response, (problem?: unknown) => run(index + 1, problem));
        if (done instanceof Promise) done.catch(leave);
      } catch (problem) {
        leave(problem);
      }
    };
    run(0);
  };
}

/** What handlers set on every answer, whatever the question. */
export function constantHeaders(handlers: readonly RequestHandler[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const noting = {
    setHeader: (name: string, value: string) => headers.set(name.toLowerCase(), String(value)),
    removeHeader: (name: string) => headers.delete(name.toLowerCase()),
    getHeader: (name: string) => headers.get(name.toLowerCase()),
  };
  const question = { method: 'POST', headers: {} };
  for (const handler of handlers) {
    // They set headers that depend on nothing: a question and an answer without more are enough.
    handler(question as Parameters<RequestHandler>[0], noting as unknown as Response, (problem?: unknown) => {
      if (problem) throw problem;
    });
  }
  return headers;
}

export function setHeaders(headers: ReadonlyMap<string, string>): RequestHandler {
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}
