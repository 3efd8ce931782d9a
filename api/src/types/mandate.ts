import type { Mandate, SpanChange } from '@boussole/warehouse';
import { Field, ObjectType } from 'type-graphql';
import type { Lease } from '../lease.ts';
import { DateScalar } from './scalars.ts';
import { TrendChangeNode } from './trend-change.ts';

@ObjectType('Mandate', { simpleResolvers: true, description: 'A term of office, to be shaded behind a curve.' })
export class MandateNode implements Mandate {
  @Field(() => String, { description: 'French name: « Mandat 2020-2026 ».' })
  readonly label!: string;

  @Field(() => DateScalar, { description: 'First day.' })
  readonly from!: string;

  @Field(() => DateScalar, { nullable: true, description: 'First day that is no longer in it, null while it runs.' })
  readonly to!: string | null;
}

@ObjectType('MandateChange', { description: 'What changed over a mandate, or why that cannot be told yet.' })
export class MandateChangeNode {
  @Field(() => MandateNode, { description: 'The mandate.' })
  readonly mandate: MandateNode;

  @Field(() => TrendChangeNode, {
    nullable: true,
    description: 'Change between the widest pair of comparable years of the mandate, those of both elections included.',
  })
  readonly change: TrendChangeNode | null;

  @Field(() => String, {
    nullable: true,
    description: 'French sentence: why there is no change; null when there is one.',
  })
  readonly reason: string | null;

  constructor(lease: Lease, mandate: Mandate, span: SpanChange) {
    this.mandate = mandate;
    this.change = 'change' in span ? new TrendChangeNode(lease, span.change) : null;
    this.reason = 'reason' in span ? span.reason : null;
  }
}
