import type { SavedView } from '@boussole/warehouse';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars.ts';

@ObjectType('SavedView', {
  simpleResolvers: true,
  description: 'A view of the dashboard that somebody named to come back to it.',
})
export class SavedViewNode implements SavedView {
  @Field(() => ID, { description: 'Id of the view.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name that somebody gave it.' })
  readonly name!: string;

  @Field(() => String, { description: 'Path and query of the dashboard: `/comparer?t=commune:69123`.' })
  readonly state!: string;

  @Field(() => DateTimeScalar, { description: 'When it was saved.' })
  readonly createdAt!: string;

  @Field(() => Boolean, {
    description:
      'Whether whoever asks may rename and delete it: those who saved it, and those who look after the server.',
  })
  readonly mayChange!: boolean;
}
