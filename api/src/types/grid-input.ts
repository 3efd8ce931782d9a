import type { FilterOperator, Level, Sex } from '@boussole/schema';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { FilterOperatorEnum, LevelEnum, SexEnum } from './enums.ts';

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

  @Field(() => ID, {
    nullable: true,
    description: 'Only those inside this territory, TERRITORY_UNKNOWN when there is none; goes with `level`.',
  })
  within?: string | null;
}

@InputType('GridColumnInput', {
  description:
    'A column: an indicator in a year, for everybody or for members of its dimensions. SLICE_UNKNOWN, with those that exist, when it has no such slice.',
})
export class GridColumnInput {
  @Field(() => ID, { description: 'Id of the indicator; INDICATOR_UNKNOWN when it is not in the catalogue.' })
  indicator!: string;

  @Field(() => Int, { description: 'Year; YEAR_UNAVAILABLE when the indicator has no figures for it.' })
  year!: number;

  @Field(() => SexEnum, { nullable: true, description: 'Women or men only; null for both.' })
  sex?: Sex | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Band of ages, `0-14` or `75-plus`: an id of the dimension AGE of the indicator; null for all ages.',
  })
  age?: string | null;
}

@InputType('GridFilterInput', {
  description:
    'Keeps the rows whose cell answers the condition; filters add up (and). Values are compared as they are shown: rounded to the decimals of their indicator, or to those of the operand when it has more.',
})
export class GridFilterInput {
  @Field(() => GridColumnInput, { description: 'Column that is tested; it need not be shown.' })
  column!: GridColumnInput;

  @Field(() => FilterOperatorEnum, { description: 'Condition.' })
  operator!: FilterOperator;

  @Field(() => Float, {
    nullable: true,
    description:
      'Operand, in the unit of the indicator, or a number of rows for HIGHEST and LOWEST; needed except by HAS_VALUE and HAS_NO_VALUE, which take none: ARGUMENT_INVALID.',
  })
  value?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Upper bound of BETWEEN, both bounds included; ARGUMENT_INVALID when it is below `value`, or with another operator.',
  })
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

@InputType('GridGroupsInput', { description: 'Rows gathered under the territories that hold them.' })
export class GridGroupsInput {
  @Field(() => LevelEnum, {
    nullable: true,
    description:
      'EPCI, DEPARTEMENT or REGION. Communes are gathered under any; départements under REGION; other rows are ARGUMENT_INVALID.',
  })
  by?: Level | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'In the place of `by`: gathers communes in classes of population, by their latest one. Their ids are `groupe:strate-2000-5000`.',
  })
  strata!: boolean;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Groups whose rows are listed below them, at most the limit `pageRows`; null lists those of all. Ids that are no group of this table change nothing.',
  })
  open?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Groups whose rows are left out all the same.' })
  closed?: string[] | null;
}
