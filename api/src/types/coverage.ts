import type { Level } from '@boussole/schema';
import type { CoverageRow, CoverageYear } from '@boussole/warehouse';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Lease } from '../lease.ts';
import { PublicationRef } from './answer.ts';
import { LevelEnum } from './enums.ts';
import { IndicatorNode } from './indicator.ts';

@ObjectType('CoverageYear', { description: 'How many territories have a figure in a year.' })
export class CoverageYearNode {
  @Field(() => Int, { description: 'Year that the figures describe.' })
  readonly year: number;

  @Field(() => Int, { description: 'COG vintage of the territories counted.' })
  readonly vintage: number;

  @Field(() => Int, { description: 'Territories of the level in that vintage.' })
  readonly territories: number;

  @Field(() => Int, { description: 'Those that have a figure.' })
  readonly withValue: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Those whose figure is hidden, by secrecy or by a convention; null without `within`.',
  })
  readonly hidden: number | null;

  constructor({ year, vintage, territories, withValue, hidden }: CoverageYear) {
    this.year = year;
    this.vintage = vintage;
    this.territories = territories;
    this.withValue = withValue;
    this.hidden = hidden;
  }
}

@ObjectType('CoverageRow', { description: 'Coverage of one indicator.' })
export class CoverageRowNode {
  @Field(() => IndicatorNode, { description: 'The indicator.' })
  readonly indicator: IndicatorNode;

  @Field(() => [CoverageYearNode], {
    description: 'Years in which territories of the level have figures, oldest first; empty when none has.',
  })
  readonly years: CoverageYearNode[];

  constructor(lease: Lease, { indicator, years }: CoverageRow) {
    this.indicator = new IndicatorNode(lease, indicator);
    this.years = years.map((year) => new CoverageYearNode(year));
  }
}

@ObjectType('CoverageMatrix', { description: 'How many territories have figures, by indicator and year.' })
export class CoverageMatrixNode {
  @Field(() => PublicationRef, { description: 'Publication that was read.' })
  readonly publication: PublicationRef;

  @Field(() => LevelEnum, { description: 'Level of the territories counted.' })
  readonly level: Level;

  @Field(() => [CoverageRowNode], { description: 'One row per indicator, in the order of the catalogue.' })
  readonly rows: CoverageRowNode[];

  constructor(lease: Lease, level: Level, rows: readonly CoverageRow[]) {
    this.publication = lease.cube.publication;
    this.level = level;
    this.rows = rows.map((row) => new CoverageRowNode(lease, row));
  }
}
