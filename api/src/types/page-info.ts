import { Field, ObjectType } from 'type-graphql';
import type { OpenPage } from '../page.ts';

@ObjectType('PageInfo', { description: 'Whether a list continues after this page, and from where.' })
export class PageInfoNode {
  @Field(() => Boolean, { description: 'True when rows follow this page.' })
  readonly hasNextPage: boolean;

  readonly #cursor: () => string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last row, to be given as `after`; null when the page is empty.',
  })
  get endCursor(): string | undefined {
    return this.#cursor();
  }

  constructor(page: OpenPage, rows: number, totalCount: number) {
    this.hasNextPage = page.offset + rows < totalCount;
    this.#cursor = () => (rows > 0 ? page.cursor(rows - 1) : undefined);
  }
}
