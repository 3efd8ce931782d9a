import type { FilterOperator, Level } from '@boussole/schema';
import type { CellColumn, GridAnswer, Territory } from '@boussole/warehouse';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Lease } from '../lease.ts';
import type { OpenPage } from '../page.ts';
import { maybeParentName } from '../parents.ts';
import { GeographicAnswer } from './answer.ts';
import { CellColumnNode } from './columns.ts';
import { FilterOperatorEnum, LevelEnum } from './enums.ts';
import { IndicatorNode } from './indicator.ts';
import { PageInfoNode } from './page-info.ts';

@InputType('GridRowsInput', {
  description: 'Which territories are the rows: either a list, or a level with an optional territory within.',
})
export class GridRowsInput {
  @Field(() => [ID], {
    nullable: true,
    description: 'Territories, at most the limit `pageRows`; excludes `level` and `within`.',
  })
  territories?: string[] | null;

  @Field(() => LevelEnum, { nullable: true, description: 'All territories of this level.' })
  level?: Level | null;

  @Field(() => ID, { nullable: true, description: 'Only those inside this territory; goes with `level`.' })
  within?: string | null;
}

@InputType('GridColumnInput', { description: 'A column: an indicator in a year.' })
export class GridColumnInput {
  @Field(() => ID, { description: 'Id of the indicator; INDICATOR_UNKNOWN when it is not in the catalogue.' })
  indicator!: string;

  @Field(() => Int, { description: 'Year; YEAR_UNAVAILABLE when the indicator has no figures for it.' })
  year!: number;
}

@InputType('GridFilterInput', { description: 'Keeps the rows whose cell answers the condition; filters add up (and).' })
export class GridFilterInput {
  @Field(() => GridColumnInput, { description: 'Column that is tested; it need not be shown.' })
  column!: GridColumnInput;

  @Field(() => FilterOperatorEnum, { description: 'Condition.' })
  operator!: FilterOperator;

  @Field(() => Float, {
    nullable: true,
    description: 'Operand, in the unit of the indicator; needed except by HAS_VALUE and HAS_NO_VALUE.',
  })
  value?: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper bound of BETWEEN.' })
  upper?: number | null;
}

@InputType('GridSortInput', {
  description: 'A sort key: exactly one of name, code, column. Rows without a value come last in both directions.',
})
export class GridSortInput {
  @Field(() => Boolean, { nullable: true, description: 'True to sort by name, accents aside.' })
  name?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True to sort by code.' })
  code?: boolean | null;

  @Field(() => GridColumnInput, { nullable: true, description: 'Column to sort by; it need not be shown.' })
  column?: GridColumnInput | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Highest first.' })
  descending!: boolean;
}

@ObjectType('GridRowHeaders', { description: 'What names the rows, as parallel lists, one item per row.' })
export class GridRowHeaders {
  readonly #lease: Lease;
  readonly #rows: readonly Territory[];

  constructor(lease: Lease, rows: readonly Territory[]) {
    this.#lease = lease;
    this.#rows = rows;
  }

  @Field(() => [ID], { description: 'Ids: `commune:69123`.' })
  get ids(): string[] {
    return this.#rows.map((row) => row.id);
  }

  @Field(() => [String], { description: 'Official codes.' })
  get codes(): string[] {
    return this.#rows.map((row) => row.code);
  }

  @Field(() => [String], { description: 'Official names.' })
  get names(): string[] {
    return this.#rows.map((row) => row.name);
  }

  @Field(() => [String], {
    nullable: 'items',
    description: 'Name of the EPCI of each row, null when it has none or is above.',
  })
  get epci(): (string | undefined)[] {
    return this.#rows.map((row) => maybeParentName(this.#lease.cube, row, 'epci'));
  }

  @Field(() => [String], {
    nullable: 'items',
    description:
      'Name of the département of each row, several names for an EPCI that straddles; null when it has none or is above.',
  })
  get departements(): (string | undefined)[] {
    return this.#rows.map((row) => maybeParentName(this.#lease.cube, row, 'departement'));
  }
}

@ObjectType('GridColumn', { description: 'One indicator in one year, one value and one state per row of the page.' })
export class GridColumnNode extends CellColumnNode {
  @Field(() => IndicatorNode, { description: 'The indicator.' })
  readonly indicator: IndicatorNode;

  @Field(() => Int, { description: 'The year.' })
  readonly year: number;

  constructor(indicator: IndicatorNode, year: number, column: CellColumn) {
    super(column);
    this.indicator = indicator;
    this.year = year;
  }
}

@ObjectType('GridPage', { description: 'A page of a table of territories by indicators and years.' })
export class GridPageNode extends GeographicAnswer {
  @Field(() => Int, { description: 'Number of rows of the whole table, after filters and search.' })
  readonly totalCount: number;

  @Field(() => PageInfoNode, { description: 'Whether there is more, and from where.' })
  readonly pageInfo: PageInfoNode;

  @Field(() => GridRowHeaders, { description: 'What names the rows of the page.' })
  readonly rows: GridRowHeaders;

  @Field(() => [GridColumnNode], { description: 'Columns, in the order asked.' })
  readonly columns: GridColumnNode[];

  constructor(page: OpenPage, answer: GridAnswer) {
    super(answer);
    this.totalCount = answer.totalCount;
    this.pageInfo = new PageInfoNode(page, answer.rows.length, answer.totalCount);
    this.rows = new GridRowHeaders(page.lease, answer.rows);
    this.columns = answer.columns.map((column) => {
      const indicator = page.lease.cube.indicator(column.indicator);
      if (!indicator) throw new RangeError(`the grid answered a column of an unknown indicator: ${column.indicator}`);
      return new GridColumnNode(new IndicatorNode(page.lease, indicator), column.year, column);
    });
  }
}
