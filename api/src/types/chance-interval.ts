import type { ChanceInterval, IntervalMethod } from '@boussole/warehouse';
import { Field, Float, ObjectType } from 'type-graphql';
import { IntervalMethodEnum } from './enums.ts';

@ObjectType('ChanceInterval', {
  simpleResolvers: true,
  description:
    'What the chance of small numbers leaves of a rate: a 95 % interval of the counts behind it. It knows nothing of errors of collection nor of sampling.',
})
export class ChanceIntervalNode implements ChanceInterval {
  @Field(() => IntervalMethodEnum, { description: 'How it is made.' })
  readonly method!: IntervalMethod;

  @Field(() => Float, { description: 'Cases counted.' })
  readonly cases!: number;

  @Field(() => Float, { description: 'What they are counted over.' })
  readonly over!: number;

  @Field(() => Float, { description: 'Least, in the unit of the indicator.' })
  readonly low!: number;

  @Field(() => Float, { description: 'Most, in the unit of the indicator.' })
  readonly high!: number;
}
