import type { RestrictedReading } from '@boussole/warehouse';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars.ts';

@ObjectType('RestrictedReading', {
  simpleResolvers: true,
  description: 'One answer that held figures under a convention. These rows are only ever added.',
})
export class RestrictedReadingNode implements RestrictedReading {
  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly readAt!: string;

  @Field(() => ID, { description: 'Account that read.' })
  readonly accountId!: string;

  @Field(() => String, { description: 'Its name at that time.' })
  readonly accountName!: string;

  @Field(() => ID, { nullable: true, description: 'Token that it read with, null in a session.' })
  readonly tokenId!: string | null;

  @Field(() => [String], { description: 'Its organisations at that time.' })
  readonly organisations!: readonly string[];

  @Field(() => [ID], { description: 'Indicators under convention whose figures were read.' })
  readonly indicators!: readonly string[];

  @Field(() => ID, { description: 'Publication that was read; several are set apart by a space.' })
  readonly publication!: string;

  @Field(() => String, { description: 'Path that was asked: `/graphql`, `/export/grid.csv`.' })
  readonly path!: string;

  @Field(() => String, { description: 'Document and variables, or query of the address; its first 8,000 characters.' })
  readonly question!: string;

  @Field(() => String, { description: 'Reference that the answer carried in `x-request-id`.' })
  readonly request!: string;
}
