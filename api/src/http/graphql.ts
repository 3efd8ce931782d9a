import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { isBoussoleError, type Limits } from '@boussole/schema';
import type { Eventual } from '@boussole/warehouse';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { leaveTrace } from '../access/trace.ts';
import { toExecutor } from '../columnar/executor.ts';
import { writeJson } from '../columnar/json-text.ts';
import type { RequestContext } from '../context.ts';
import { checkDocument } from '../document-check.ts';
import { checkCost } from '../document-cost.ts';
import { toAnsweredError, toFormattedError, toInvalidQuery, toRefused } from '../errors.ts';
import { toGraphqlSchema } from '../schema.ts';
import { checkVariables } from '../variables-check.ts';
import { AdmittedDocuments } from './admitted-documents.ts';
import type { AnswerCache } from './answer-cache.ts';
import { answerError } from './answer-error.ts';
import { isRecord } from './answer-key.ts';
import { answerQuestions, type QuestionWitness } from './answer-questions.ts';
import { hashOf } from './document-hash.ts';
import type { Drain } from './drain.ts';
import { answerStatus } from './graphql-status.ts';
import { maybeJson } from './maybe-json.ts';
import type { Metrics } from './metrics.ts';
import { onlyBy } from './only-by.ts';
import { refuseWrongHashes } from './persisted-question.ts';

export interface GraphqlOptions {
  readonly limits: Limits;
  readonly log: Logger;
  readonly drain: Drain;
  readonly context: (request: Request, response: Response, witness: QuestionWitness) => RequestContext;
  /** A context of figures: whatever asks it for anything else fails. */
  readonly figures: () => RequestContext;
  /** What is in service, by a name that changes whenever answers may: at once when it is open; undefined without a publication. */
  readonly service: () => Eventual<string | undefined>;
  readonly metrics: Metrics;
}

/** Apollo Server, and what it has admitted. */
export interface Graphql {
  readonly apollo: ApolloServer<RequestContext>;
  readonly admitted: AdmittedDocuments;
}

/** What the executor told of some data, that Apollo passes on. */
interface ExecutedData {
  /** The whole answer, when it was written as it was read. */
  readonly bytes: Buffer | undefined;
  readonly finish: RequestContext['finish'];
}

/** Starts Apollo Server; its answers are served by `graphqlRoutes`. */
export async function startApollo({ limits, log, drain, metrics }: GraphqlOptions): Promise<Graphql> {
  const schema = toGraphqlSchema();
  const { run, compiled } = toExecutor(schema);
  const executed = new WeakMap<object, ExecutedData>();
  const admitted = new AdmittedDocuments(compiled);
  const apollo = new ApolloServer<RequestContext>({
    gateway: {
      load: async () => ({
        executor: async ({ document, context, request: { variables, operationName } }) => {
          const contextValue = context as RequestContext; // Apollo was started with that type
          const answer = await run({ document, contextValue, variableValues: variables, operationName });
          const bytes = Buffer.isBuffer(answer) ? answer : undefined;
          const result = Buffer.isBuffer(answer) ? { data: {} } : answer;
          if (result.data) executed.set(result.data, { bytes, finish: contextValue.finish });
          return result;
        },
      }),
      onSchemaLoadOrUpdate(tell) {
        tell({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      stop: async () => undefined,
    },
    // Once nothing more can happen to an answer, its bytes are given to whoever asked, rather than a text to Apollo.
    stringifyResult(answer) {
      const known = answer.data && executed.get(answer.data);
      const isWhole = answer.errors === undefined;
      const bytes = (isWhole && known?.bytes) || writeJson(answer);
      if (!known?.finish) return bytes.toString();
      known.finish(bytes, isWhole);
      return '';
    },
    nodeEnv: 'production',
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    parseOptions: { maxTokens: limits.queryTokens },
    validationOptions: { maxErrors: 20 },
    formatError: (formatted, error) => toFormattedError(formatted, error, { schema, log }),
    logger: {
      debug() {},
      info: (text) => log.info(text),
      warn: (text) => log.warn(text),
      error: (text) => log.error(text),
    },
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It would have each field of each answer say how long it may be kept.
      ApolloServerPluginCacheControlDisabled(),
      { serverWillStart: async () => ({ drainServer: () => drain.stop() }) },
      metrics.questions(),
      admitted.plugin(),
      refuseCostlyQuestions(limits),
      giveBackLeases,
      leaveTrace(log),
      answerStatus,
    ],
  });
  await apollo.start();
  return { apollo, admitted };
}

/** What answers at `/graphql`: body, checks that come before Apollo, then Apollo. */
export function answerGraphql(graphql: Graphql, options: GraphqlOptions, kept: AnswerCache): readonly RequestHandler[] {
  const { limits, log } = options;
  return [
    onlyBy('GET', 'HEAD', 'POST'),
    readAsByGet,
    // What is no object is told as such, and not as badly written.
    express.json({ limit: limits.bodyBytes, type: ['application/json', 'application/graphql+json'], strict: false }),
    refuseOtherValues,
    refuseHostileQuestions(limits, log),
    refuseWrongHashes,
    letReadsPass,
    answerQuestions(graphql, options, kept),
  ];
}

/** A question by HEAD is that by GET, with the same refusals, of which Node.js sends no body: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2 */
const readAsByGet: RequestHandler = (request, _response, next) => {
  if (request.method === 'HEAD') request.method = 'GET';
  next();
};

/** Refuses JSON that is no object; several questions at once are for Apollo to refuse. */
const refuseOtherValues: RequestHandler = (request, response, next) => {
  const body: unknown = request.body;
  if (body === undefined || isRecord(body) || (Array.isArray(body) && body.length > 0)) return next();
  const problem =
    'le corps de la requête est du JSON, mais n’est pas un objet. Envoyez la question ainsi : {"query": "{ … }"}.';
  answerError(request, response, 400, toInvalidQuery(problem));
};

/** What was sent, which may be anything. */
interface AskedQuestion {
  readonly query?: unknown;
  readonly variables?: unknown;
}

/** Checks documents and variables before Apollo validates them: validation of a hostile document takes hundreds of milliseconds. */
function refuseHostileQuestions(limits: Limits, log: Logger): RequestHandler {
  const accepted = new Set<string>();
  const check = (source: string): void => {
    const hash = hashOf(source);
    if (accepted.has(hash)) return;
    checkDocument(source, limits);
    if (accepted.size >= 1_000) accepted.clear();
    accepted.add(hash);
  };
  return (request, response, next) => {
    const { query, variables } = request.method === 'GET' ? request.query : ((request.body ?? {}) as AskedQuestion);
    try {
      checkVariables(typeof variables === 'string' ? maybeJson(variables) : variables, limits);
      if (typeof query === 'string') check(query);
    } catch (error) {
      if (error instanceof GraphQLError) {
        const { message, locations } = error;
        const refused = toRefused(message, { at: locations?.[0] });
        return answerError(request, response, 400, { ...refused, ...(locations && { locations }) });
      }
      if (!isBoussoleError(error)) return next(error);
      return answerError(request, response, 400, toAnsweredError(error, log));
    }
    next();
  };
}

/**
 * Apollo asks for a header that no other site can send, so that its visitors' browsers cannot be made to change anything. Reading by GET
 * changes nothing (mutations are refused there) and must work from a plain link: only browsers that say they come from another site wait.
 */
const letReadsPass: RequestHandler = (request, response, next) => {
  // Errors are told in the language of whoever asks.
  response.vary('accept-language');
  const site = request.get('sec-fetch-site');
  if (request.method === 'GET' && (!site || site === 'none' || site === 'same-origin')) {
    request.headers['apollo-require-preflight'] ??= 'read';
  }
  next();
};

/** Estimates what a valid question costs, with its variables, before running it. */
function refuseCostlyQuestions(limits: Limits): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          if (operation) checkCost({ schema, document, operation, variables: request.variables ?? {} }, limits);
        },
      };
    },
  };
}

const giveBackLeases: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue }) {
        void contextValue.leases.release();
      },
    };
  },
};
