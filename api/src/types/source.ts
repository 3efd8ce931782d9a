import type { Level, LocalizedText, Reading } from '@boussole/schema';
import type { InputSource, SourceUse } from '@boussole/warehouse';
import { Arg, Field, ID, Int, ObjectType } from 'type-graphql';
import { GeographyEnum, type Language, LanguageEnum, LevelEnum } from './enums.ts';
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

@ObjectType('SourceUse', { description: 'Figures of an indicator that rest on a source.' })
export class SourceUseNode {
  @Field(() => SourceNode, { description: 'The source.' })
  readonly source: SourceNode;

  @Field(() => LevelEnum, {
    description: 'Level of the figures. Those of groups of communes and of parts of EPCI rest on those of COMMUNE.',
  })
  readonly level: Level;

  @Field(() => [GeographyEnum], { description: 'How these figures are read.' })
  readonly geographies: readonly Reading[];

  @Field(() => [Int], { description: 'Years of the figures, oldest first.' })
  readonly years: readonly number[];

  constructor({ source, level, readings, years }: SourceUse) {
    this.source = new SourceNode(source);
    this.level = level;
    this.geographies = readings;
    this.years = years;
  }
}
