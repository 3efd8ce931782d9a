import type {
  Difference,
  DifferenceProblem,
  DifferenceVerdict,
  IntervalMethod,
  Judgement,
  Significance,
} from '@boussole/warehouse';
import { Arg, Field, Float, ObjectType } from 'type-graphql';
import { explainSignificanceInEnglish } from '../english/significance.ts';
import {
  DifferenceProblemEnum,
  DifferenceVerdictEnum,
  IntervalMethodEnum,
  JudgementEnum,
  type Language,
  LanguageEnum,
} from './enums.ts';
import { LANGUAGE } from './language.ts';

@ObjectType('Significance', {
  description: 'How territories differ from a benchmark, beyond the chance of small numbers, as parallel lists.',
})
export class SignificanceNode {
  readonly #significance: Significance;
  readonly #differences: readonly Difference[];

  @Field(() => IntervalMethodEnum, {
    nullable: true,
    description: 'How intervals are made; null for an indicator that rests on no counts.',
  })
  readonly method: IntervalMethod | undefined;

  constructor(significance: Significance) {
    this.#significance = significance;
    this.method = significance.method;
    this.#differences = significance.differences;
  }

  @Field(() => String, { description: 'Sentence: how it was decided, or why it was not.' })
  explanation(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return language === 'fr' ? this.#significance.explanation : explainSignificanceInEnglish(this.#significance);
  }

  @Field(() => [DifferenceVerdictEnum], { description: 'One verdict per territory, benchmarks excluded.' })
  get verdicts(): DifferenceVerdict[] {
    return this.#differences.map(({ verdict }) => verdict);
  }

  @Field(() => [JudgementEnum], {
    nullable: 'items',
    description: 'What the verdict is worth by the polarity of the indicator; null when it is unknown.',
  })
  get judgements(): (Judgement | undefined)[] {
    return this.#differences.map(({ judgement }) => judgement);
  }

  @Field(() => [Float], {
    nullable: 'items',
    description: 'Territory minus benchmark, in the unit of the indicator; null unless both have a value.',
  })
  get differences(): (number | undefined)[] {
    return this.#differences.map(({ difference }) => difference);
  }

  @Field(() => [Float], { nullable: 'items', description: 'Lower end of the 95 % interval of the difference.' })
  get lows(): (number | undefined)[] {
    return this.#differences.map(({ low }) => low);
  }

  @Field(() => [Float], { nullable: 'items', description: 'Upper end of the 95 % interval of the difference.' })
  get highs(): (number | undefined)[] {
    return this.#differences.map(({ high }) => high);
  }

  @Field(() => [Boolean], {
    description:
      'Whether one holds communes of the other: the larger is then a known reference, without an interval of its own.',
  })
  get references(): boolean[] {
    return this.#differences.map(({ isReference }) => isReference);
  }

  @Field(() => [DifferenceProblemEnum], {
    nullable: 'items',
    description: 'Why the verdict is unknown; null when it is known.',
  })
  get problems(): (DifferenceProblem | undefined)[] {
    return this.#differences.map(({ problem }) => problem);
  }
}
