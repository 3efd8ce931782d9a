import type { InputSource } from '@boussole/warehouse';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('Source', { description: 'A dataset of a producer.' })
export class SourceNode {
  @Field(() => ID, { description: 'Id of the source.' })
  readonly id: string;

  @Field(() => String, { description: 'French title.' })
  readonly title: string;

  @Field(() => String, { description: 'Who produces the figures.' })
  readonly producer: string;

  @Field(() => String, { description: 'Licence under which they may be used again.' })
  readonly licence: string;

  @Field(() => String, { description: 'Address of the page that documents the source.' })
  readonly landingPage: string;

  constructor(source: InputSource) {
    this.id = source.id;
    this.title = source.title.fr;
    this.producer = source.producer;
    this.licence = source.licence;
    this.landingPage = source.landingPage;
  }
}
