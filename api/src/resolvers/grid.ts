import type { Reading } from '@boussole/schema';
import { type Eventual, after as next } from '@boussole/warehouse';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { toGridQuestion } from '../grid-question.ts';
import { openPage } from '../page.ts';
import { GeographyEnum } from '../types/enums.ts';
import { GridPageNode } from '../types/grid.ts';
import {
  GridColumnInput,
  GridFilterInput,
  GridGroupsInput,
  GridRowsInput,
  GridSortInput,
} from '../types/grid-input.ts';
import { AFTER, GEOGRAPHY, PUBLICATION } from './descriptions.ts';

@Resolver()
export class GridResolver {
  @Query(() => GridPageNode, {
    description:
      'A page of a table of territories by indicators and years, filtered and sorted by the server. Ties are ended by code. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, YEAR_UNAVAILABLE, SLICE_UNKNOWN, ARGUMENT_INVALID, CURSOR_INVALID, LIMIT_EXCEEDED.',
  })
  grid(
    @Arg('rows', () => GridRowsInput, { description: 'Which territories are the rows.' }) rows: GridRowsInput,
    @Arg('columns', () => [GridColumnInput], { description: 'Columns, in order; at most the limit `columns`.' })
    columns: GridColumnInput[],
    @Arg('search', () => String, {
      nullable: true,
      description: 'Keeps the rows whose name contains this text, accents and case aside.',
    })
    search: string | undefined,
    @Arg('filters', () => [GridFilterInput], { defaultValue: [], description: 'Conditions that rows must all answer.' })
    filters: GridFilterInput[],
    @Arg('sort', () => [GridSortInput], {
      defaultValue: [],
      description: 'Sort keys, first key first; none sorts by code.',
    })
    sort: GridSortInput[],
    @Arg('groups', () => GridGroupsInput, {
      nullable: true,
      description: 'Gathers the rows; groups follow the sort too, and those without a subtotal come last.',
    })
    groups: GridGroupsInput | undefined,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('first', () => Int, {
      defaultValue: 100,
      description: 'Size of the page; at most the limit `pageRows`, 0 only counts.',
    })
    first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
    @Arg('offset', () => Int, {
      defaultValue: 0,
      description:
        'Rows to skip, after the cursor if there is one: what a table needs to jump to the middle of a long list.',
    })
    offset: number,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Eventual<GridPageNode> {
    const question = toGridQuestion({ rows, columns, search, filters, sort, groups, geography }, context.limits);
    const request = { first, after: after ?? undefined, skip: offset };
    const opening = openPage(question, request, publication ?? undefined, (id) => context.leases.open(id));
    return next(opening, (page) =>
      next(
        page.lease.ask(first * columns.length, (cube) =>
          cube.grid({ offset: page.offset, limit: page.limit, ...question }),
        ),
        (answer) => new GridPageNode(page, answer),
      ),
    );
  }
}
