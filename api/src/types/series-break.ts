import type { SeriesBreak } from '@boussole/schema';
import { Arg, Field, Int, ObjectType } from 'type-graphql';
import { type Language, LanguageEnum } from './enums.ts';

@ObjectType('SeriesBreak', { description: 'What makes the years before it another series than those after.' })
export class SeriesBreakNode {
  readonly #break: SeriesBreak;

  @Field(() => Int, { description: 'First year of the new series.' })
  readonly year: number;

  constructor(seriesBreak: SeriesBreak) {
    this.#break = seriesBreak;
    this.year = seriesBreak.year;
  }

  @Field(() => String, { description: 'What changed.' })
  reason(
    @Arg('language', () => LanguageEnum, { defaultValue: 'fr', description: 'Language of the text.' })
    language: Language,
  ): string {
    return this.#break.reason[language];
  }
}
