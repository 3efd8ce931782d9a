import type { RequestContext } from './context.ts';

/** Parts of the context that tell of something else than the figures of a publication: people, loads, outlines, the publications there are. */
const OUTSIDE = [
  'catalogue',
  'loaders',
  'outlines',
  'visitor',
  'views',
  'signIn',
  'publications',
  'changes',
  'rollBack',
] as const satisfies readonly (keyof RequestContext)[];

/** The same context, whose parts that are not of a publication are not read unseen. */
export function witnessOutside(context: RequestContext, witness: () => void): RequestContext {
  return new WatchedContext(context, witness);
}

/** A context of figures of publications alone: to read anything else throws. */
export function figuresOnly(figures: Pick<RequestContext, 'limits' | 'log' | 'leases'>): RequestContext {
  // The other parts are never reached: who asks for one is stopped.
  return new WatchedContext(figures as RequestContext, () => {
    throw new RangeError('expected a question about figures only');
  });
}

/** Getters are on the prototype: Apollo copies contexts, which would read those of the object itself. */
class WatchedContext implements RequestContext {
  declare readonly catalogue: RequestContext['catalogue'];
  declare readonly loaders: RequestContext['loaders'];
  declare readonly outlines: RequestContext['outlines'];
  declare readonly visitor: RequestContext['visitor'];
  declare readonly views: RequestContext['views'];
  declare readonly signIn: RequestContext['signIn'];
  declare readonly publications: RequestContext['publications'];
  declare readonly changes: RequestContext['changes'];
  declare readonly rollBack: RequestContext['rollBack'];
  readonly limits: RequestContext['limits'];
  readonly log: RequestContext['log'];
  readonly leases: RequestContext['leases'];
  readonly finish: RequestContext['finish'];
  protected readonly whole: RequestContext;
  protected readonly witness: () => void;

  constructor(whole: RequestContext, witness: () => void) {
    this.limits = whole.limits;
    this.log = whole.log;
    this.leases = whole.leases;
    this.finish = whole.finish;
    this.whole = whole;
    this.witness = witness;
  }

  static {
    for (const name of OUTSIDE) {
      Object.defineProperty(WatchedContext.prototype, name, {
        get(this: WatchedContext) {
          this.witness();
          return this.whole[name];
        },
      });
    }
  }
}
