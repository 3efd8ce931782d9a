import type { Mandate } from '@boussole/warehouse';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar } from './scalars.ts';

@ObjectType('Mandate', { simpleResolvers: true, description: 'A term of office, to be shaded behind a curve.' })
export class MandateNode implements Mandate {
  @Field(() => String, { description: 'French name: « Mandat 2020-2026 ».' })
  readonly label!: string;

  @Field(() => DateScalar, { description: 'First day.' })
  readonly from!: string;

  @Field(() => DateScalar, { nullable: true, description: 'First day that is no longer in it, null while it runs.' })
  readonly to!: string | null;
}
