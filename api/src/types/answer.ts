import type { Reading, Warning, WarningCode } from '@boussole/schema';
import type { AnswerHeader } from '@boussole/warehouse';
import { Arg, Field, ID, Int, ObjectType } from 'type-graphql';
import { ENGLISH_WARNINGS } from '../english/warnings.ts';
import { GeographyEnum, type Language, LanguageEnum, WarningCodeEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType('PublicationRef', {
  simpleResolvers: true,
  description: 'The publication that answered: give its id as `publication` to read the same figures again.',
})
export class PublicationRef {
  @Field(() => ID, { description: 'Id of the publication.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was published.' })
  readonly publishedAt!: string;
}

@ObjectType('Warning', { description: 'A caution that travels with an answer.' })
export class WarningNode {
  readonly #french: string;
  readonly #english: string | undefined;
  readonly #indicators: Warning['indicators'];

  @Field(() => WarningCodeEnum, { description: 'Stable code.' })
  readonly code: WarningCode;

  @Field(() => [Int], {
    nullable: true,
    description: 'Two years that can be compared instead, oldest first; null where there are none to advise.',
  })
  readonly comparableYears: readonly [number, number] | undefined;

  constructor({ code, message, english, comparableYears, indicators }: Warning) {
    this.code = code;
    this.#french = message;
    this.#english = english;
    this.#indicators = indicators;
    this.comparableYears = comparableYears;
  }

  @Field(() => String, {
    description:
      'Sentence: what to beware of and what to do instead. It names the same indicators, territories and numbers in both languages.',
  })
  message(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    if (language === 'fr') return this.#french;
    if (this.#english) return this.#english;
    const advice = this.comparableYears ? ` Compare for instance ${this.comparableYears.join(' and ')}.` : '';
    const subject = this.#indicators ? `${this.#indicators.map(({ en }) => en).join(', ')}: ` : '';
    return `${subject}${ENGLISH_WARNINGS[this.code]}${advice}`;
  }
}

/** What every answer with figures carries. */
@ObjectType()
export abstract class DatedAnswer {
  @Field(() => PublicationRef, { description: 'The publication that answered.' })
  readonly publication: PublicationRef;

  @Field(() => [WarningNode], { description: 'Cautions to show with these figures; empty when there is none.' })
  readonly warnings: readonly WarningNode[];

  constructor(header: AnswerHeader) {
    this.publication = header.publication;
    this.warnings = header.warnings.map((warning) => new WarningNode(warning));
  }
}

/** What answers with figures of several years carry as well. */
@ObjectType()
export abstract class GeographicAnswer extends DatedAnswer {
  @Field(() => GeographyEnum, { description: 'How past figures are read in this answer.' })
  readonly geography: Reading;

  @Field(() => Int, { description: 'COG vintage in which past figures are restated in CONSTANT geography.' })
  readonly referenceVintage: number;

  constructor(header: AnswerHeader) {
    super(header);
    this.geography = header.reading;
    this.referenceVintage = header.referenceVintage;
  }
}
