import { Field, ObjectType } from 'type-graphql';
import type { OpenPage } from '../page.ts';

@ObjectType('PageInfo', { description: 'Whether a list continues after this page, and from where.' })
export class PageInfoNode {
  @Field(() => Boolean, { description: 'True when rows follow this page.' })
  readonly hasNextPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last row, to be given as `after`; null when the page is empty.',
  })
  readonly endCursor: string | undefined;

  constructor(page: OpenPage, rows: number, totalCount: number) {
    this.hasNextPage = page.offset + rows < totalCount;
    this.endCursor = rows > 0 ? page.cursor(rows - 1) : undefined;
  }
}
