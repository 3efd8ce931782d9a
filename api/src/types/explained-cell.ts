import type { CellState, Coverage, LocalizedText, Reading } from '@boussole/schema';
import type { CellInput, CellMethod, ChanceInterval, ExplainedCell, FigureInterval } from '@boussole/warehouse';
import { Arg, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { explainInEnglish } from '../english/explanation.ts';
import type { Lease } from '../lease.ts';
import { DatedAnswer } from './answer.ts';
import { ChanceIntervalNode } from './chance-interval.ts';
import { CellMethodEnum, CellStateEnum, GeographyEnum, type Language, LanguageEnum, LevelEnum } from './enums.ts';
import { FigureIntervalNode } from './figure-interval.ts';
import { IndicatorNode } from './indicator.ts';
import { LANGUAGE } from './language.ts';
import { DateTimeScalar } from './scalars.ts';
import { SourceNode } from './source.ts';
import { TerritoryNode } from './territory.ts';

@ObjectType('Coverage', { simpleResolvers: true, description: 'What a computed figure rests on.' })
export class CoverageNode implements Coverage {
  @Field(() => Int, { description: 'Communes that have a value.' })
  readonly communes!: number;

  @Field(() => Int, { description: 'Communes of the territory.' })
  readonly communesTotal!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the population that they hold, 0 to 1; null when no population is known.',
  })
  readonly population!: number | undefined;
}

@ObjectType('SummedFigures', {
  simpleResolvers: true,
  description:
    'Published figures of a level of which a figure is the sum, as none is published for the territory itself.',
})
export class SummedFiguresNode {
  @Field(() => LevelEnum, { description: 'Their level.' })
  readonly level!: 'departement' | 'region';

  @Field(() => Int, { description: 'How many are added up.' })
  readonly figures!: number;

  @Field(() => Int, { description: 'How many such territories there are in it.' })
  readonly figuresTotal!: number;
}

@ObjectType('CellPart', { description: 'A measure that the formula of the indicator reads.' })
export class CellPartNode {
  readonly #label: LocalizedText;

  @Field(() => ID, { description: 'Id of the measure.' })
  readonly measure: string;

  @Field(() => Float, { nullable: true, description: 'Its value; null where the state has no value.' })
  readonly value: number | undefined;

  @Field(() => CellStateEnum, { description: 'What is known of it.' })
  readonly state: CellState;

  @Field(() => Int, {
    nullable: true,
    description: 'Decimals that it supports, −1 for tens; null where it is not computed from rounded figures.',
  })
  readonly decimals: number | undefined;

  constructor({ measure, label, value, state, decimals }: ExplainedCell['parts'][number]) {
    this.#label = label;
    this.measure = measure;
    this.value = value;
    this.state = state;
    this.decimals = decimals;
  }

  @Field(() => String, { description: 'Name of the measure, and of the commune where several make the figure.' })
  label(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return this.#label[language];
  }
}

@ObjectType('CellInput', { description: 'A delivery from which the figure was read.' })
export class CellInputNode {
  @Field(() => SourceNode, { description: 'Source of the delivery.' })
  readonly source: SourceNode;

  @Field(() => String, { description: 'Name of the file.' })
  readonly file: string;

  @Field(() => Int, { nullable: true, description: 'Line of the file, from 1, when the figure stands on one line.' })
  readonly line: number | undefined;

  @Field(() => String, { description: 'SHA-256 of the file, in hexadecimal.' })
  readonly sha256: string;

  @Field(() => DateTimeScalar, { description: 'When it was loaded.' })
  readonly loadedAt: string;

  constructor(input: CellInput) {
    this.source = new SourceNode(input.source);
    this.file = input.file;
    this.line = input.line;
    this.sha256 = input.sha256;
    this.loadedAt = input.loadedAt;
  }
}

@ObjectType('ExplainedCell', { description: 'One figure with everything that is known of it.' })
export class ExplainedCellNode extends DatedAnswer {
  readonly #cell: ExplainedCell;

  @Field(() => TerritoryNode, { description: 'The territory.' })
  readonly territory: TerritoryNode;

  @Field(() => IndicatorNode, { description: 'The indicator.' })
  readonly indicator: IndicatorNode;

  @Field(() => Int, { description: 'The year that the figure describes.' })
  readonly year: number;

  @Field(() => GeographyEnum, { description: 'How a past figure is read.' })
  readonly geography: Reading;

  @Field(() => Int, {
    nullable: true,
    description: 'COG vintage of the perimeter of this figure, null when there is no figure.',
  })
  readonly vintage: number | undefined;

  @Field(() => Float, {
    nullable: true,
    description: 'Value in the unit of the indicator, null where the state has no value.',
  })
  readonly value: number | undefined;

  @Field(() => CellStateEnum, { description: 'What is known of the figure.' })
  readonly state: CellState;

  @Field(() => CellMethodEnum, { description: 'How the value was obtained.' })
  readonly method: CellMethod;

  @Field(() => CoverageNode, { nullable: true, description: 'What a computed figure rests on, null for the others.' })
  readonly coverage: CoverageNode | undefined;

  @Field(() => SummedFiguresNode, {
    nullable: true,
    description: 'Published figures that are added up, null where communes are or nothing is.',
  })
  readonly summed: SummedFiguresNode | undefined;

  @Field(() => FigureIntervalNode, {
    nullable: true,
    description: 'Between which numbers the true figure is; null where no source rounds what it is made of.',
  })
  readonly interval: FigureInterval | undefined;

  @Field(() => ChanceIntervalNode, {
    nullable: true,
    description:
      'Between which numbers chance leaves a rate of counts, at 95 %; null for any other figure, for an estimate and for a sum of some communes.',
  })
  readonly chance: ChanceInterval | undefined;

  @Field(() => [CellPartNode], { description: 'Measures that the formula reads.' })
  readonly parts: readonly CellPartNode[];

  @Field(() => [CellInputNode], { description: 'Deliveries from which the figure was read.' })
  readonly inputs: readonly CellInputNode[];

  constructor(lease: Lease, cell: ExplainedCell) {
    super(cell);
    this.#cell = cell;
    this.territory = new TerritoryNode(lease, cell.territory);
    this.indicator = new IndicatorNode(lease, cell.indicator);
    this.year = cell.year;
    this.geography = cell.reading;
    this.vintage = cell.vintage;
    this.value = cell.value;
    this.state = cell.state;
    this.method = cell.method;
    this.coverage = cell.coverage;
    this.summed = cell.summed;
    this.interval = cell.interval;
    this.chance = cell.chance;
    this.parts = cell.parts.map((part) => new CellPartNode(part));
    this.inputs = cell.inputs.map((input) => new CellInputNode(input));
  }

  @Field(() => String, { description: 'Sentence: how this figure was obtained, or why there is none.' })
  explanation(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return language === 'fr' ? this.#cell.explanation : explainInEnglish(this.#cell);
  }
}
