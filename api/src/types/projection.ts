import { PROJECTION } from '@boussole/schema';
import type { ProjectedPoint, Projection } from '@boussole/warehouse';
import { Arg, Field, Float, Int, ObjectType } from 'type-graphql';
import { explainProjectionInEnglish } from '../english/projection.ts';
import { type Language, LanguageEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';

@ObjectType('ProjectedPoint', { simpleResolvers: true, description: 'A year to come, were the trend to go on.' })
export class ProjectedPointNode implements ProjectedPoint {
  @Field(() => Int, { description: 'The year.' })
  readonly year!: number;

  @Field(() => Float, { description: 'Where the trend leads, in the unit of the indicator.' })
  readonly value!: number;

  @Field(() => Float, { description: 'Lower bound of the interval.' })
  readonly low!: number;

  @Field(() => Float, { description: 'Upper bound of the interval.' })
  readonly high!: number;
}

@ObjectType('Projection', {
  description: 'A trend continued: not a forecast. To be shown with its interval and the words of `method`.',
})
export class ProjectionNode {
  @Field(() => [ProjectedPointNode], { description: 'Years to come, in order; empty when `reason` says why.' })
  readonly points: readonly ProjectedPoint[];

  readonly #projection: Projection;

  constructor(projection: Projection) {
    this.#projection = projection;
    this.points = projection.points;
  }

  @Field(() => String, { nullable: true, description: 'Sentence: why the trend is not continued.' })
  reason(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string | undefined {
    return this.#projection.reason?.[language];
  }

  @Field(() => String, {
    nullable: true,
    description: 'Sentence, « Tendance prolongée, pas une prévision » and how; null without points.',
  })
  method(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string | undefined {
    const { from } = this.#projection;
    if (!from) return undefined;
    return language === 'fr'
      ? `Tendance prolongée, pas une prévision : tendance amortie (lissage de Holt, chaque pas vaut ${100 * PROJECTION.damping} % du précédent) sur ${from.count} années comparables de ${from.first} à ${from.last}, avec l’intervalle où la valeur tomberait ${100 * PROJECTION.confidence} fois sur cent si rien ne changeait.`
      : explainProjectionInEnglish(from);
  }
}
