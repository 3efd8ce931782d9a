import type { ServerResponse } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { PublicationRecord, Usage } from '@boussole/warehouse';
import { type RequestHandler, Router } from 'express';
import type { OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestContext } from '../context.ts';
import { onlyRead } from './only-by.ts';

/** Where metrics of the warehouse are read, when they are asked for. */
export interface MeasuredWarehouse {
  usage(): Promise<ReadonlyMap<string, Usage>>;
  publications(): Promise<readonly PublicationRecord[]>;
}

const ROUTES: ReadonlySet<string> = new Set(['graphql', 'export', 'geo', 'access', 'healthz', 'readyz', 'metrics']);
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Those of the process (memory, event loop, collector of garbage), the same for all servers in it. */
let ofProcess: Registry | undefined;

/** What a server counts of its own work. Names and units follow https://prometheus.io/docs/practices/naming. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'boussole_http_request_duration_seconds',
    help: 'Time to answer an HTTP request.',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #questions = new Histogram({
    name: 'boussole_question_duration_seconds',
    help: 'Time to answer a GraphQL document, by its root field ("several" when it has several).',
    labelNames: ['operation'] as const,
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #cells = this.#counter('boussole_cells_total', 'Cells that questions asked for.');
  readonly #refused = new Counter({
    name: 'boussole_refused_total',
    help: 'Questions refused before they ran.',
    labelNames: ['reason'] as const,
    registers: [this.#registry],
  });

  readonly #stores: () => Promise<void>;

  constructor(warehouse: MeasuredWarehouse, now: () => Date) {
    this.#stores = measureStores(warehouse, now, this.#registry);
  }

  countCells(cells: number): void {
    this.#cells.inc(cells);
  }

  /** Adds a figure that is read whenever the metrics are. */
  watch(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  countRefusal(reason: 'rate' | 'busy'): void {
    this.#refused.inc({ reason });
  }

  /** Times every request. */
  requests(): RequestHandler {
    return (request, response, next) => {
      this.timeRequest(request.path, request.method, response);
      next();
    };
  }

  /** Times a request from a moment of `performance.now` to the end of its answer. */
  timeRequest(path: string, method: string, response: ServerResponse, start = performance.now()): void {
    const first = path.split('/', 2)[1] ?? '';
    const route = ROUTES.has(first) ? `/${first}` : 'dashboard';
    response.once('close', () => {
      const seconds = (performance.now() - start) / 1_000;
      this.#requests.observe({ route, method, status: response.statusCode }, seconds);
    });
  }

  /** Times every document. */
  questions(): ApolloServerPlugin<RequestContext> {
    return {
      requestDidStart: async () => {
        const start = performance.now();
        return {
          willSendResponse: async ({ operation }) => {
            if (operation) this.timeQuestion(operation, start);
          },
        };
      },
    };
  }

  /** Times a document that started at a moment of `performance.now`. */
  timeQuestion(operation: OperationDefinitionNode, start: number): void {
    this.#questions.observe({ operation: nameOf(operation) }, (performance.now() - start) / 1_000);
  }

  /** `/metrics`, in the text format of Prometheus. */
  routes(log: Logger): Router {
    const router = Router();
    router.get('/metrics', async (_request, response) => {
      ofProcess ??= startProcessMetrics();
      const all = Registry.merge([this.#registry, ofProcess]);
      try {
        await this.#stores();
        response
          .set('cache-control', 'no-store')
          .type(all.contentType)
          .send(await all.metrics());
      } catch (error) {
        log.error({ err: error }, 'the metrics cannot be read');
        response.status(503).end();
      }
    });
    router.all('/metrics', onlyRead);
    return router;
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.#registry] });
  }
}

/** Gauges of the stores, and what reads them again. */
function measureStores(warehouse: MeasuredWarehouse, now: () => Date, registry: Registry): () => Promise<void> {
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [registry] });
  const perPublication: readonly (readonly [Gauge, (usage: Usage) => number])[] = [
    [gauge('boussole_publications_open', 'Publications kept open.'), () => 1],
    [gauge('boussole_hot_bytes', 'Memory of the indicators kept ready, in bytes.'), (usage) => usage.hotBytes],
    [gauge('boussole_hot_series', 'Indicators kept ready, by reading.'), (usage) => usage.hotSeries],
    [gauge('boussole_hot_hits', 'Times an indicator was found ready.'), (usage) => usage.hits],
    [gauge('boussole_hot_misses', 'Times an indicator had to be read.'), (usage) => usage.misses],
    [gauge('boussole_hot_evictions', 'Indicators that gave way to others.'), (usage) => usage.evictions],
    [gauge('boussole_duckdb_memory_bytes', 'Memory of DuckDB, in bytes.'), (usage) => usage.duckdbBytes],
  ];
  const age = gauge('boussole_publication_age_seconds', 'Time since the current publication.');
  return async () => {
    const usages = [...(await warehouse.usage()).values()];
    for (const [measured, of] of perPublication) measured.set(usages.reduce((sum, usage) => sum + of(usage), 0));
    const current = (await warehouse.publications()).find((publication) => publication.current);
    if (current) age.set((now().getTime() - Date.parse(current.publishedAt)) / 1_000);
    else age.remove();
  };
}

function nameOf({ selectionSet: { selections } }: OperationDefinitionNode): string {
  const [first, second] = selections;
  return first?.kind === 'Field' && !second ? first.name.value : 'several';
}

function startProcessMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
