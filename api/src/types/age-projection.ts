import { PROJECTION } from '@boussole/schema';
import type { AgeProjection, ProjectedBand, ProjectedPoint } from '@boussole/warehouse';
import { Arg, Field, Float, Int, ObjectType } from 'type-graphql';
import { explainAgeProjectionInEnglish } from '../english/projection.ts';
import type { Lease } from '../lease.ts';
import { GeographicAnswer } from './answer.ts';
import { type Language, LanguageEnum, SexEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';
import { ProjectedPointNode } from './projection.ts';
import { TerritoryNode } from './territory.ts';

@ObjectType('ProjectedBand', {
  simpleResolvers: true,
  description: 'People of one sex and age band, last counted and as cohorts would make them.',
})
export class ProjectedBandNode implements ProjectedBand {
  @Field(() => SexEnum, { description: 'Sex.' })
  readonly sex!: 'F' | 'M';

  @Field(() => Int, { description: 'First age, in completed years.' })
  readonly from!: number;

  @Field(() => Int, { nullable: true, description: 'Last age, null for the band that is open at the end.' })
  readonly to!: number | undefined;

  @Field(() => Float, { description: 'People last counted.' })
  readonly last!: number;

  @Field(() => [ProjectedPointNode], { description: 'Years to come, as those of the whole.' })
  readonly points!: readonly ProjectedPoint[];
}

@ObjectType('AgeProjection', {
  description:
    'A population by sex and age continued by the changes of its cohorts: not a forecast. To be shown with its interval and the words of `method`.',
})
export class AgeProjectionNode extends GeographicAnswer {
  @Field(() => TerritoryNode, { description: 'The territory.' })
  readonly territory: TerritoryNode;

  @Field(() => [Int], {
    description: 'Years of the counts that rates are observed between; empty when `reason` says why.',
  })
  readonly from: readonly number[];

  @Field(() => [ProjectedPointNode], { description: 'The whole population, 5 then 10 years after the last count.' })
  readonly points: readonly ProjectedPoint[];

  @Field(() => [ProjectedBandNode], { description: 'Bands by sex and age, youngest first.' })
  readonly bands: readonly ProjectedBand[];

  readonly #reason: AgeProjection['reason'];

  constructor(lease: Lease, answer: AgeProjection) {
    super(answer);
    this.territory = new TerritoryNode(lease, answer.territory);
    this.from = answer.from;
    this.points = answer.points;
    this.bands = answer.bands;
    this.#reason = answer.reason;
  }

  @Field(() => String, { nullable: true, description: 'Sentence: why nothing is projected.' })
  reason(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string | undefined {
    return this.#reason?.[language];
  }

  @Field(() => String, {
    nullable: true,
    description: 'Sentence, « Tendance prolongée, pas une prévision » and how; null without points.',
  })
  method(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string | undefined {
    if (this.points.length === 0) return undefined;
    return language === 'fr' ? toldMethod(this.from) : explainAgeProjectionInEnglish(this.from);
  }
}

function toldMethod(years: readonly number[]): string {
  const [last, before] = years.toReversed();
  const older = years.length > 2 ? `, élargi à ce que donneraient les rapports de ${years[0]} à ${before}` : '';
  return `Tendance prolongée, pas une prévision : chaque génération continue de changer (décès et migrations ensemble) comme de ${before} à ${last}, par sexe et tranche d’âge, et les enfants par femme de 15 à 44 ans restent ceux de ${last} (méthode de Hamilton et Perry). Intervalle à ${100 * PROJECTION.confidence} % du hasard des petits nombres${older}.`;
}
