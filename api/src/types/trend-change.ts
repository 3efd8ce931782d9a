import type { Coverage, Indicator } from '@boussole/schema';
import type { PerimeterPart, PerimeterStep, TrendChange } from '@boussole/warehouse';
import { Arg, Field, Float, Int, ObjectType } from 'type-graphql';
import { explainChangeInEnglish } from '../english/change.ts';
import type { Lease } from '../lease.ts';
import { type Language, LanguageEnum } from './enums.ts';
import { CoverageNode } from './explained-cell.ts';
import { LANGUAGE } from './language.ts';
import { TerritoryNode } from './territory.ts';

@ObjectType('PerimeterPart', { description: 'A commune that joined a territory or left it over the period.' })
export class PerimeterPartNode {
  @Field(() => TerritoryNode, {
    nullable: true,
    description: 'The commune; null when this publication does not have it.',
  })
  readonly territory: TerritoryNode | undefined;

  @Field(() => String, {
    description: 'Its code in the first year, or in the last for what a commune that was cut gave away.',
  })
  readonly code: string;

  @Field(() => Boolean, { description: 'True when it joined, false when it left.' })
  readonly joined: boolean;

  @Field(() => Boolean, { description: 'True when a commune was cut and only a part of it moved.' })
  readonly isCut: boolean;

  @Field(() => Float, {
    nullable: true,
    description:
      'What it brought (positive) or took away (negative): its own figure of the first year. Null when unknown: hidden, missing, cut, or a figure that does not add up.',
  })
  readonly value: number | undefined;

  constructor(lease: Lease, { territory, code, joined, isCut, value }: PerimeterPart) {
    this.territory = territory && new TerritoryNode(lease, territory);
    this.code = code;
    this.joined = joined;
    this.isCut = isCut;
    this.value = value;
  }
}

@ObjectType('PerimeterStep', {
  description: 'A change of perimeter between a published figure and the one before.',
})
export class PerimeterStepNode {
  readonly #lease: Lease;
  readonly #parts: readonly PerimeterPart[];

  @Field(() => Int, { description: 'Year of the figure before.' })
  readonly from: number;

  @Field(() => Int, { description: 'First year of the new perimeter.' })
  readonly to: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the people of both perimeters together who live in one of them only, 0 to 1, by the latest legal population of each commune; null when unknown.',
  })
  readonly population: number | undefined;

  @Field(() => Float, {
    nullable: true,
    description: 'What the communes that joined or left account for, in the unit of the indicator; null when unknown.',
  })
  readonly perimeter: number | undefined;

  @Field(() => [Int], {
    description: 'COG vintages of which the perimeter is not known: nothing tells then what moved. Empty otherwise.',
  })
  readonly unknownVintages: readonly number[];

  @Field(() => Boolean, {
    description:
      'True when the figures are about other people: more than 2 % of them (`population`), or nothing tells how many. A curve is then not drawn from one to the other.',
  })
  readonly isOther: boolean;

  constructor(lease: Lease, step: PerimeterStep) {
    this.#lease = lease;
    this.#parts = step.parts;
    this.from = step.from;
    this.to = step.to;
    this.population = step.population;
    this.perimeter = step.absolute;
    this.unknownVintages = step.unknownVintages;
    this.isOther = step.isOther;
  }

  @Field(() => [PerimeterPartNode], { description: 'The communes that joined or left, those that count most first.' })
  get parts(): PerimeterPartNode[] {
    return this.#parts.map((part) => new PerimeterPartNode(this.#lease, part));
  }
}

@ObjectType('TrendChange', {
  description:
    'Change between the first and the last year that have a value in the latest part of a series that no break cuts, when their surveys do not overlap.',
})
export class TrendChangeNode {
  readonly #lease: Lease;
  readonly #indicator: Indicator;
  readonly #change: TrendChange;

  @Field(() => Int, { description: 'First year.' })
  readonly from: number;

  @Field(() => Int, { description: 'Last year.' })
  readonly to: number;

  @Field(() => Float, {
    description: 'Last value minus first, in the unit of the indicator (points for a percentage).',
  })
  readonly absolute: number;

  @Field(() => Float, {
    description:
      'The difference of both figures as they are shown, each with the decimals that it supports: what subtracting one from the other on the screen gives. `absolute` rounded where it is told over some communes (`over`).',
  })
  readonly shown: number;

  @Field(() => Int, {
    description:
      'Decimals that `absolute` supports, as sources round both values, at most those of the indicator; −1 for tens.',
  })
  readonly decimals: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Change in percent of the first value; null when the first value is zero.',
  })
  readonly relative: number | undefined;

  @Field(() => Int, { description: 'Decimals that `relative` supports, at most 1; −1 for tens of percents.' })
  readonly relativeDecimals: number;

  @Field(() => Float, { nullable: true, description: 'Mean yearly change, in percent; null when it has no meaning.' })
  readonly yearly: number | undefined;

  @Field(() => Int, { description: 'Decimals that `yearly` supports, at most 1.' })
  readonly yearlyDecimals: number;

  @Field(() => CoverageNode, {
    nullable: true,
    description:
      'The communes that it is told over, when both figures are not sums of the same: those that have both, at least 98 % of the population. `absolute` is then not the difference of the figures shown. Null when it is.',
  })
  readonly over: Coverage | undefined;

  @Field(() => Float, {
    nullable: true,
    description:
      'Part of `absolute` that comes from communes joining or leaving; null in CONSTANT geography or when unknown.',
  })
  readonly perimeter: number | undefined;

  constructor(lease: Lease, indicator: Indicator, change: TrendChange) {
    this.#indicator = indicator;
    this.#change = change;
    this.#lease = lease;
    this.from = change.from;
    this.to = change.to;
    this.absolute = change.absolute;
    this.shown = change.shown;
    this.decimals = change.decimals;
    this.relative = change.relative;
    this.relativeDecimals = change.relativeDecimals;
    this.yearly = change.yearly;
    this.yearlyDecimals = change.yearlyDecimals;
    this.perimeter = change.perimeter;
    this.over = change.over;
  }

  @Field(() => String, { description: 'Sentence that says all of this.' })
  sentence(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return language === 'fr' ? this.#change.sentence : explainChangeInEnglish(this.#indicator, this.#change);
  }

  @Field(() => [PerimeterPartNode], {
    description:
      'The communes that joined or left, those that count most first. Their values add up to `perimeter`, which is null when one is unknown. Empty in CONSTANT geography.',
  })
  get perimeterParts(): PerimeterPartNode[] {
    return this.#change.perimeterParts.map((part) => new PerimeterPartNode(this.#lease, part));
  }
}
