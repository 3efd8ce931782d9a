import type { Level } from '@boussole/schema';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { LevelEnum } from '../types/enums.ts';
import { OutlinesNode } from '../types/outlines.ts';

@Resolver()
export class OutlinesResolver {
  @Query(() => [OutlinesNode], {
    description:
      'Outlines that were loaded, latest vintage first; empty when none was: maps need them, figures do not.',
  })
  async outlines(
    @Arg('level', () => LevelEnum, { nullable: true, description: 'Only those of this level.' })
    level: Level | undefined,
    @Ctx() context: RequestContext,
  ): Promise<OutlinesNode[]> {
    const all = await context.outlines.list();
    return all.filter((outlines) => !level || outlines.level === level).map((outlines) => new OutlinesNode(outlines));
  }
}
