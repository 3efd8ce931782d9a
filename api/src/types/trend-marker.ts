import type { Judgement, TrendDirection, TrendMarker, TrendProblem } from '@boussole/warehouse';
import { Arg, Field, Float, Int, ObjectType } from 'type-graphql';
import { explainMarkerInEnglish } from '../english/marker.ts';
import { JudgementEnum, type Language, LanguageEnum, TrendDirectionEnum, TrendProblemEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';

@ObjectType('TrendMarker', {
  description: 'Whether an indicator rises or falls over its last comparable points, by a test of Mann-Kendall.',
})
export class TrendMarkerNode implements TrendMarker {
  @Field(() => TrendDirectionEnum, { description: 'Where it goes.' })
  readonly direction!: TrendDirection;

  @Field(() => JudgementEnum, {
    nullable: true,
    description: 'What it is worth by the polarity of the indicator; null when it is unknown.',
  })
  readonly judgement!: Judgement | undefined;

  @Field(() => Int, { nullable: true, description: 'First year of the points; null without any.' })
  readonly from!: number | undefined;

  @Field(() => Int, { nullable: true, description: 'Last year of the points; null without any.' })
  readonly to!: number | undefined;

  @Field(() => Int, { description: 'Number of comparable points, at most 10: no break, no overlap of surveys.' })
  readonly points!: number;

  @Field(() => Boolean, {
    description: 'Whether it tells of euros of several years, which prices move too: it is then not judged.',
  })
  readonly isInEuros!: boolean;

  @Field(() => Int, { description: 'Other figures that are shown, over a part of the territory only.' })
  readonly leftOut!: number;

  @Field(() => Int, {
    description: 'Other figures that are shown: estimates, shares of those of a commune that was cut since.',
  })
  readonly apportioned!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Median slope of all pairs of points, in the unit of the indicator by year.',
  })
  readonly slope!: number | undefined;

  @Field(() => Float, {
    nullable: true,
    description: 'Probability, 0 to 1, of as constant a move without a trend; below 0.05 it is told.',
  })
  readonly probability!: number | undefined;

  @Field(() => TrendProblemEnum, { nullable: true, description: 'Why it is unknown; null when it is known.' })
  readonly problem!: TrendProblem | undefined;

  readonly explanation!: string;

  @Field(() => String, { name: 'explanation', description: 'Sentence: how it was decided, or why it was not.' })
  explanationIn(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return language === 'fr' ? this.explanation : explainMarkerInEnglish(this);
  }
}
