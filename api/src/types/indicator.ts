import type { Indicator, IndicatorSlice, LocalizedText, Polarity, Reading, Sex } from '@boussole/schema';
import type { IndicatorYear, TextMatch } from '@boussole/warehouse';
import { Arg, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { maybeSearch } from '../arguments.ts';
import { toFormulaText } from '../formula.ts';
import { maybeMatch } from '../indicator-search.ts';
import type { Lease } from '../lease.ts';
import { AgeBandNode, DimensionNode, SliceOfNode, toDimensions } from './dimension.ts';
import {
  type AnyNature,
  GeographyEnum,
  type Language,
  LanguageEnum,
  NatureEnum,
  PolarityEnum,
  SexEnum,
  TextMatchEnum,
  type Unit,
  UnitEnum,
} from './enums.ts';
import { LANGUAGE } from './language.ts';
import { SourceNode, SourceUseNode } from './source.ts';
import { ThemeNode } from './theme.ts';

@ObjectType('IndicatorClass', { description: 'What a value of an indicator stands for.' })
export class IndicatorClassNode {
  readonly #label: LocalizedText;

  @Field(() => Int, { description: 'The value.' })
  readonly value: number;

  constructor({ value, label }: NonNullable<Indicator['classes']>[number]) {
    this.value = value;
    this.#label = label;
  }

  @Field(() => String, { description: 'Its name: « Bourgs ruraux ».' })
  label(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return this.#label[language];
  }
}

@ObjectType('Indicator', { description: 'What can be read: a measure as it is, or a formula on measures.' })
export class IndicatorNode {
  readonly #lease: Lease;
  readonly #indicator: Indicator;

  constructor(lease: Lease, indicator: Indicator) {
    this.#lease = lease;
    this.#indicator = indicator;
  }

  @Field(() => ID, { description: 'Id of the indicator: `population_municipale`.' })
  get id(): string {
    return this.#indicator.id;
  }

  @Field(() => String, { description: 'Full name.' })
  label(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return this.#indicator.label[language];
  }

  @Field(() => String, { description: 'Short name, for the header of a column.' })
  shortLabel(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return this.#indicator.shortLabel[language];
  }

  @Field(() => String, { description: 'What exactly is counted.' })
  definition(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return this.#indicator.definition[language];
  }

  @Field(() => String, { description: 'Who is described, in words.' })
  basePopulation(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return this.#indicator.basePopulation[language];
  }

  @Field(() => [String], { description: 'What to beware of whatever the year and the territory.' })
  cautions(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string[] {
    return this.#indicator.cautions.map((caution) => caution[language]);
  }

  @Field(() => TextMatchEnum, {
    nullable: true,
    description: 'How well it answers the text of a search; null when it does not. LIMIT_EXCEEDED.',
  })
  match(@Arg('search', () => String, { description: 'The text.' }) search: string): TextMatch | undefined {
    const { cube, limits } = this.#lease;
    const text = maybeSearch(search, limits);
    return text === undefined ? undefined : maybeMatch(cube, this.#indicator.id, text);
  }

  @Field(() => ThemeNode, { description: 'Theme of the catalogue.' })
  get theme(): ThemeNode {
    const { theme: id } = this.#indicator;
    return new ThemeNode(this.#lease.cube.themes.find((theme) => theme.id === id) ?? { id, label: { fr: id, en: id } });
  }

  @Field(() => String, { description: 'How it is computed, in words: « somme(num) / somme(den) × 100 ».' })
  formula(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return toFormulaText(this.#lease.cube, this.#indicator.formula, language);
  }

  @Field(() => UnitEnum, { description: 'Unit of the values.' })
  get unit(): Unit {
    return this.#indicator.unit;
  }

  @Field(() => Int, { description: 'Number of decimals to show, 0 to 4. Values themselves are not rounded.' })
  get decimals(): number {
    return this.#indicator.decimals;
  }

  @Field(() => PolarityEnum, { description: 'How a high value reads.' })
  get polarity(): Polarity {
    return this.#indicator.polarity;
  }

  @Field(() => NatureEnum, {
    description: 'What can be done with it: summed over territories, over years, or neither.',
  })
  get nature(): AnyNature {
    return this.#lease.cube.nature(this.#indicator.id);
  }

  @Field(() => Float, {
    nullable: true,
    description: 'Value that the source publishes instead of anything below it, null when there is none.',
  })
  get floor(): number | undefined {
    return this.#indicator.floor;
  }

  @Field(() => [IndicatorClassNode], {
    nullable: true,
    description:
      'What each value stands for, in order, when it is a class: no quantity, whose differences say nothing. Null for the others.',
  })
  get classes(): readonly IndicatorClassNode[] | undefined {
    return this.#indicator.classes?.map((one) => new IndicatorClassNode(one));
  }

  @Field(() => Int, {
    nullable: true,
    description: 'Place among the key figures of a portrait, null when it is not one.',
  })
  get keyRank(): number | undefined {
    return this.#indicator.key;
  }

  @Field(() => [DimensionNode], {
    description: 'What it can be cut by in this publication: sex, age, both; empty when it cannot.',
  })
  get dimensions(): DimensionNode[] {
    const sliced = this.#lease.cube.sliced.get(this.#indicator.id);
    return sliced ? toDimensions(sliced) : [];
  }

  @Field(() => [IndicatorSliceNode], {
    description:
      'Everything that `sex` and `age` of a column can name, both sexes and all ages first. Each is an indicator too, read wherever an indicator is.',
  })
  get slices(): IndicatorSliceNode[] {
    const sliced = this.#lease.cube.sliced.get(this.#indicator.id);
    return (sliced?.slices ?? []).flatMap((slice) => {
      const indicator = this.#lease.cube.indicator(slice.indicator);
      return indicator ? [new IndicatorSliceNode(this.#lease, indicator, slice)] : [];
    });
  }

  @Field(() => SliceOfNode, { nullable: true, description: 'What it is a slice of; null when it is of none.' })
  get sliceOf(): SliceOfNode | undefined {
    for (const [whole, { slices }] of this.#lease.cube.sliced) {
      const slice = slices.find(({ indicator }) => indicator === this.#indicator.id);
      if (slice) return new SliceOfNode(whole, slice);
    }
    return undefined;
  }

  @Field(() => [SourceNode], { description: 'Sources of its measures in this publication.' })
  get sources(): SourceNode[] {
    return this.#lease.cube.sources(this.#indicator.id).map((source) => new SourceNode(source));
  }

  @Field(() => [SourceUseNode], {
    description: 'Which of its sources the figures of each level and year rest on: those to cite with these figures.',
  })
  get sourceUses(): SourceUseNode[] {
    return this.#lease.cube.sourceUses(this.#indicator.id).map((use) => new SourceUseNode(use));
  }

  @Field(() => [IndicatorYearNode], { description: 'Years that have figures, oldest first.' })
  get years(): IndicatorYearNode[] {
    return this.#lease.cube.years(this.#indicator.id).map((year) => new IndicatorYearNode(year));
  }
}

@ObjectType('IndicatorSlice', { description: 'An indicator that tells of some of the people of another.' })
export class IndicatorSliceNode {
  @Field(() => IndicatorNode, { description: 'The indicator: its label names the slice.' })
  readonly indicator: IndicatorNode;

  @Field(() => SexEnum, { nullable: true, description: 'Whom it tells of; null for both sexes.' })
  readonly sex: Sex | undefined;

  @Field(() => AgeBandNode, { nullable: true, description: 'Ages that it tells of; null for all.' })
  readonly age: AgeBandNode | undefined;

  constructor(lease: Lease, indicator: Indicator, { sex, age }: IndicatorSlice) {
    this.indicator = new IndicatorNode(lease, indicator);
    this.sex = sex;
    this.age = age && new AgeBandNode(age);
  }
}

@ObjectType('IndicatorYear', {
  description:
    'What exists for a year: the number of territories that have a value, by level, in PUBLISHED geography or, where there is none so, in CONSTANT. A ratio of figures that were published in different perimeters exists in CONSTANT only.',
})
export class IndicatorYearNode {
  @Field(() => Int, { description: 'Year that the figures describe.' })
  readonly year: number;

  @Field(() => [GeographyEnum], { description: 'Geographies in which a territory has a value.' })
  readonly geographies: readonly Reading[];

  @Field(() => Int, { description: 'COG vintage in which the year was published, or is restated in.' })
  readonly vintage: number;

  @Field(() => Int, { description: 'Communes that have a value.' })
  readonly communes: number;

  @Field(() => Int, { description: 'EPCI that have a value.' })
  readonly epci: number;

  @Field(() => Int, { description: 'Départements that have a value.' })
  readonly departements: number;

  @Field(() => Int, { description: 'Régions that have a value.' })
  readonly regions: number;

  @Field(() => Int, {
    description:
      'Territories of the level FRANCE that have a value: France, and metropolitan France where a source gives it.',
  })
  readonly france: number;

  constructor({ year, readings, vintage, counts }: IndicatorYear) {
    this.year = year;
    this.geographies = readings;
    this.vintage = vintage;
    this.communes = counts.commune;
    this.epci = counts.epci;
    this.departements = counts.departement;
    this.regions = counts.region;
    this.france = counts.france;
  }
}
