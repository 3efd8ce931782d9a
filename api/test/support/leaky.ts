import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that gives the answers of another, changed: what would be told by one that leaks. */
export async function leak(
  url: string,
  change: (question: string, answer: string) => string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = await fetch(`${url}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body && { body }),
    });
    response.writeHead(answer.status).end(change(body || request.url!, await answer.text()));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://localhost:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
