import type { LocalizedText } from '@boussole/schema';
import type { InputSource } from '@boussole/warehouse';
import { Arg, Field, ID, ObjectType } from 'type-graphql';
import { type Language, LanguageEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';

@ObjectType('Source', { description: 'A dataset of a producer.' })
export class SourceNode {
  @Field(() => ID, { description: 'Id of the source.' })
  readonly id: string;

  readonly #title: LocalizedText;

  @Field(() => String, { description: 'Who produces the figures.' })
  readonly producer: string;

  @Field(() => String, { description: 'Licence under which they may be used again.' })
  readonly licence: string;

  @Field(() => String, { description: 'Address of the page that documents the source.' })
  readonly landingPage: string;

  constructor(source: InputSource) {
    this.id = source.id;
    this.#title = source.title;
    this.producer = source.producer;
    this.licence = source.licence;
    this.landingPage = source.landingPage;
  }

  @Field(() => String, { description: 'Title.' })
  title(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return this.#title[language];
  }
}
