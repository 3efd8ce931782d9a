import type { FigureInterval } from '@boussole/warehouse';
import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('FigureInterval', {
  simpleResolvers: true,
  description:
    'Between which numbers the true figure is, as its source rounds: from 10 to 14 for 10 rounded down to a multiple of 5; n times as far for a sum of n.',
})
export class FigureIntervalNode implements FigureInterval {
  @Field(() => Float, { description: 'Least that the true figure may be, in the unit of the indicator.' })
  readonly low!: number;

  @Field(() => Float, { description: 'Most that the true figure may be, in the unit of the indicator.' })
  readonly high!: number;

  @Field(() => Int, {
    description:
      'Decimals that the figure supports, at most those of the indicator: more would be more precise than it is. Negative for tens (−1), hundreds (−2)… A figure that its source publishes is shown as it is.',
  })
  readonly decimals!: number;
}
