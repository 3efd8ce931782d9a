import type { CellState, ColumnKey, Sex } from '@boussole/schema';
import type { CoveredColumn, GridAnswer, GridLine, GridTotal, Territory } from '@boussole/warehouse';
import { Arg, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Lease } from '../lease.ts';
import type { OpenPage } from '../page.ts';
import { maybeParentName } from '../parents.ts';
import { GeographicAnswer, WarningNode } from './answer.ts';
import { CoveredColumnNode, decimalsFrom, incompleteFrom, populationsFrom, toNullable } from './columns.ts';
import { CellStateEnum, type Language, LanguageEnum, SexEnum } from './enums.ts';
import { IndicatorNode } from './indicator.ts';
import { LANGUAGE } from './language.ts';
import { PageInfoNode } from './page-info.ts';
import { TOTAL_PROBLEMS } from './total-problems.ts';

@ObjectType('GridRowHeaders', { description: 'What names the rows, as parallel lists, one item per row.' })
export class GridRowHeaders {
  readonly #lease: Lease;
  readonly #rows: readonly Territory[];
  readonly #lines: readonly GridLine[];

  constructor(lease: Lease, { rows, lines }: GridAnswer) {
    this.#lease = lease;
    this.#rows = rows;
    this.#lines = lines;
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

  @Field(() => [Int], { description: '0 for a group and for a row in none, 1 for a row below its group.' })
  get depths(): number[] {
    return this.#lines.map(({ depth }) => depth);
  }

  @Field(() => [Int], {
    nullable: 'items',
    description: 'Number of rows that a group gathers; null for any other row.',
  })
  get members(): (number | undefined)[] {
    return this.#lines.map(({ members }) => members);
  }

  @Field(() => [Int], {
    nullable: 'items',
    description: 'Number of rows that the territory of a group holds, listed or not; null for any other row.',
  })
  get sizes(): (number | undefined)[] {
    return this.#lines.map(({ size }) => size);
  }

  @Field(() => [Boolean], {
    description:
      'False for a group that is not all its territory holds (a filter or a list left some out): its figures are the sums of its rows. True for any other row.',
  })
  get whole(): boolean[] {
    return this.#lines.map(({ isWhole }) => isWhole);
  }
}

@ObjectType('GridColumn', { description: 'One indicator in one year, one value and one state per row of the page.' })
export class GridColumnNode extends CoveredColumnNode {
  @Field(() => IndicatorNode, {
    description: 'The indicator that was read: that of the slice when `sex` or `age` was asked for.',
  })
  readonly indicator: IndicatorNode;

  @Field(() => Int, { description: 'The year.' })
  readonly year: number;

  @Field(() => SexEnum, { nullable: true, description: 'Sex asked for.' })
  readonly sex: Sex | undefined;

  @Field(() => ID, { nullable: true, description: 'Band of ages asked for.' })
  readonly age: string | undefined;

  constructor(lease: Lease, indicator: IndicatorNode, { year, slice }: ColumnKey, column: CoveredColumn) {
    super(lease, column);
    this.indicator = indicator;
    this.year = year;
    this.sex = slice?.sex;
    this.age = slice?.age;
  }
}

@ObjectType('GridTotal', {
  description:
    'Last line of a table: what the rows are all of, or the sum of a selection of communes as that of a group; else no cell, and the reason.',
})
export class GridTotalNode {
  readonly #lease: Lease;
  readonly #total: GridTotal;

  @Field(() => ID, { nullable: true, description: 'The territory that the rows are all of; null for a selection.' })
  readonly territory: string | undefined;

  @Field(() => [Float], {
    nullable: 'items',
    description: 'One value per column; null where the state has no value. Empty when nothing can be added up.',
  })
  readonly values: (number | null)[];

  @Field(() => [CellStateEnum], { description: 'One state per column, aligned with `values`.' })
  readonly states: CellState[];

  constructor(lease: Lease, total: GridTotal) {
    const { territory, columns } = total;
    this.#lease = lease;
    this.#total = total;
    this.territory = territory?.id;
    this.values = columns.flatMap(({ values }) => toNullable(values));
    this.states = columns.flatMap(({ states }) => states);
  }

  @Field(() => [Int], {
    nullable: 'items',
    description:
      'Decimals that each value supports, one per column, as `decimals` of columns; null where it rests on no rounded figure.',
  })
  async decimals(): Promise<(number | undefined)[]> {
    const all = await Promise.all(this.#total.columns.map((column) => decimalsFrom(this.#lease, column)));
    return all.map((decimals) => decimals?.[0]);
  }

  @Field(() => [Float], {
    nullable: 'items',
    description:
      'Share of the communes that each value rests on, 0 to 1, one per column; null where it rests on all of them, or is no sum.',
  })
  get coverage(): (number | undefined)[] {
    return this.#total.columns.map((column) => column.coverage()?.[0]);
  }

  @Field(() => [Float], {
    nullable: 'items',
    description:
      'Share of the population that each value rests on, 0 to 1, one per column; null where it is not known, or the value rests on all communes.',
  })
  async populationCoverage(): Promise<(number | undefined)[]> {
    const all = await Promise.all(this.#total.columns.map((column) => populationsFrom(this.#lease, column)));
    return all.map((shares) => (shares && !Number.isNaN(shares[0]) ? shares[0] : undefined));
  }

  @Field(() => [Int], {
    description:
      'How many communes behind each value have a figure made of some of their parts (IRIS) only, one per column.',
  })
  async incompleteCommunes(): Promise<number[]> {
    const all = await Promise.all(this.#total.columns.map((column) => incompleteFrom(this.#lease, column)));
    return all.map((counts) => counts?.[0] ?? 0);
  }

  @Field(() => String, { description: 'What it is the total of.' })
  label(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    const { territory } = this.#total;
    if (territory) return `${language === 'fr' ? 'Ensemble :' : 'All of'} ${territory.name}`;
    return language === 'fr' ? 'Ensemble de la sélection' : 'All of the selection';
  }

  @Field(() => String, {
    nullable: true,
    description: 'Why there is no total, or no figure in any of its columns; null when there is one.',
  })
  problem(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string | undefined {
    const { problem } = this.#total;
    return problem && TOTAL_PROBLEMS[problem][language];
  }
}

@ObjectType('GridPage', { description: 'A page of a table of territories by indicators and years.' })
export class GridPageNode extends GeographicAnswer {
  @Field(() => Int, {
    description:
      'Number of rows of the whole table, after filters and search, groups included and rows of closed groups left out.',
  })
  readonly totalCount: number;

  @Field(() => Int, { description: 'Number of territories that answer, groups left out.' })
  readonly territoryCount: number;

  @Field(() => PageInfoNode, { description: 'Whether there is more, and from where.' })
  readonly pageInfo: PageInfoNode;

  @Field(() => GridRowHeaders, { description: 'What names the rows of the page.' })
  readonly rows: GridRowHeaders;

  @Field(() => [GridColumnNode], { description: 'Columns, in the order asked.' })
  readonly columns: GridColumnNode[];

  readonly #lease: Lease;
  readonly #total: GridAnswer['total'];
  readonly #tableWarnings: GridAnswer['tableWarnings'];

  @Field(() => GridTotalNode, { description: 'Total of all the rows of the table, on this page or not.' })
  async total(): Promise<GridTotalNode> {
    return new GridTotalNode(this.#lease, await this.#total());
  }

  @Field(() => [WarningNode], {
    description:
      'Cautions of all the rows of the table, on this page or not, as its export tells them; `warnings` are about the rows of this page. They may take longer than a page: ask them once, with `first: 0`.',
  })
  async tableWarnings(): Promise<WarningNode[]> {
    const warnings = await this.#tableWarnings();
    return warnings.map((warning) => new WarningNode(warning));
  }

  constructor(page: OpenPage, answer: GridAnswer) {
    super(answer);
    this.#lease = page.lease;
    this.#tableWarnings = async () => page.lease.ask(answer.columns.length, () => answer.tableWarnings());
    this.#total = async () => page.lease.ask(answer.columns.length, () => answer.total());
    this.territoryCount = answer.answering;
    this.totalCount = answer.totalCount;
    this.pageInfo = new PageInfoNode(page, answer.rows.length, answer.totalCount);
    this.rows = new GridRowHeaders(page.lease, answer);
    const nodes = new Map<string, IndicatorNode>();
    this.columns = answer.columns.map((column) => {
      const node = nodes.get(column.indicator) ?? nodeOf(page, column.indicator);
      nodes.set(column.indicator, node);
      return new GridColumnNode(page.lease, node, column, column);
    });
  }
}

function nodeOf({ lease }: OpenPage, id: string): IndicatorNode {
  const indicator = lease.cube.indicator(id);
  if (!indicator) throw new RangeError(`the grid answered a column of an unknown indicator: ${id}`);
  return new IndicatorNode(lease, indicator);
}
