import { failure, type TerritoryId } from '@boussole/schema';
import type { Mandate } from '@boussole/warehouse';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { allow } from '../access/visitor.ts';
import { toTerritoryId } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { MandateNode } from '../types/mandate.ts';
import { DateScalar } from '../types/scalars.ts';

@Resolver()
export class MandateResolver {
  @Query(() => [MandateNode], {
    description:
      'Mandates of a territory, oldest first: its own when there are any, otherwise those of general municipal elections. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN.',
  })
  async mandates(
    @Arg('territory', () => ID, { description: 'Id of the territory.' }) territory: string,
    @Ctx() context: RequestContext,
  ): Promise<readonly Mandate[]> {
    const id = toTerritoryId(territory);
    await checkKnown(context, id);
    return context.loaders.mandates.load(id);
  }

  @Mutation(() => [MandateNode], {
    description:
      'Gives a territory mandates of its own, each from one day to the next one given; france:FR sets those of all territories without any. Returns them. SIGN_IN_NEEDED, NOT_ALLOWED, TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, ARGUMENT_INVALID.',
  })
  async saveMandates(
    @Arg('territory', () => ID, { description: 'Id of the territory.' }) territory: string,
    @Arg('starts', () => [DateScalar], { description: 'First days, oldest first: at most 50.' }) starts: string[],
    @Ctx() context: RequestContext,
  ): Promise<readonly Mandate[]> {
    const { visitor, catalogue } = context;
    allow(visitor, 'mandate:write');
    const id = toTerritoryId(territory);
    await checkKnown(context, id);
    return catalogue.saveMandates(id, starts);
  }

  @Mutation(() => Boolean, {
    description:
      'Gives a territory back the mandates of general municipal elections; false when it had none of its own. SIGN_IN_NEEDED, NOT_ALLOWED, TERRITORY_ID_INVALID, ARGUMENT_INVALID.',
  })
  async resetMandates(
    @Arg('territory', () => ID, { description: 'Id of the territory.' }) territory: string,
    @Ctx() { visitor, catalogue }: RequestContext,
  ): Promise<boolean> {
    allow(visitor, 'mandate:write');
    return catalogue.resetMandates(toTerritoryId(territory));
  }
}

/** Throws `TERRITORY_UNKNOWN` for a territory that is not in the publication in service. */
async function checkKnown({ leases }: RequestContext, id: TerritoryId): Promise<void> {
  const { cube } = await leases.open(undefined);
  if (!cube.territory(id)) throw failure('TERRITORY_UNKNOWN', { id });
}
