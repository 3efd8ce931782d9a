import { failure, toTerritoryId } from '@boussole/schema';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { allowGroup } from '../access/group-owner.ts';
import { allow } from '../access/visitor.ts';
import { toTerritoryIds } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { GroupNode } from '../types/group.ts';
import { TerritoryNode } from '../types/territory.ts';
import { PUBLICATION } from './descriptions.ts';

@Resolver()
export class GroupResolver {
  @Query(() => [GroupNode], { description: 'Groups of communes that people made for themselves, by name.' })
  async groups(
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<readonly GroupNode[]> {
    const lease = await context.leases.open(publication ?? undefined);
    return lease.cube.groups.flatMap((group) => {
      const territory = lease.cube.territory(toTerritoryId('groupe', group.code));
      return territory ? [new GroupNode(group, new TerritoryNode(lease, territory))] : [];
    });
  }

  @Mutation(() => ID, {
    description:
      'Saves a group of communes, or replaces it: its members alone change the group of an organisation. Returns the territory id, read as any other within a second or two. SIGN_IN_NEEDED, NOT_ALLOWED, ARGUMENT_INVALID, TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, LIMIT_EXCEEDED.',
  })
  async saveGroup(
    @Arg('code', () => ID, { description: 'Lower-case letters, digits and hyphens, 63 at most: `ouest-lyonnais`.' })
    code: string,
    @Arg('name', () => String, { description: 'Name, 1 to 120 characters.' }) name: string,
    @Arg('communes', () => [String], { description: 'Codes of communes; at most the limit `pageRows`.' })
    communes: string[],
    @Arg('vintage', () => Int, { description: 'COG vintage that the codes are of.' }) vintage: number,
    @Arg('description', () => String, { defaultValue: '', description: 'What it is for.' }) description: string,
    @Arg('organisation', () => String, {
      nullable: true,
      description: 'Name of the organisation that a new group is of, for those who are in several.',
    })
    organisation: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<string> {
    const { visitor, catalogue, limits, leases } = context;
    const organisationId = await allowGroup(visitor, catalogue, code, organisation ?? undefined);
    const ids = toTerritoryIds(
      'communes',
      communes.map((commune) => `commune:${commune}`),
      limits,
      'pageRows',
    );
    const { cube } = await leases.open(undefined);
    if (!cube.vintages.includes(vintage)) {
      const problem = `un millésime du COG de ${cube.vintages[0]} à ${cube.vintages.at(-1)} est attendu, et non ${vintage}`;
      throw failure('ARGUMENT_INVALID', { argument: 'vintage', problem });
    }
    const unknown = ids.find((id) => !cube.territory(id));
    if (unknown) throw failure('TERRITORY_UNKNOWN', { id: unknown });
    const saved = await catalogue.saveGroup({ code, name, description, communes, vintage, organisationId });
    return toTerritoryId('groupe', saved.code);
  }

  @Mutation(() => Boolean, {
    description: 'Deletes a group; false when there is no such group. SIGN_IN_NEEDED, NOT_ALLOWED, ARGUMENT_INVALID.',
  })
  async deleteGroup(
    @Arg('code', () => ID, { description: 'Code of the group, without `groupe:`.' }) code: string,
    @Ctx() { visitor, catalogue }: RequestContext,
  ): Promise<boolean> {
    allow(visitor, 'group:write');
    if ((await catalogue.groupOwner(code)) === undefined) return false;
    await allowGroup(visitor, catalogue, code);
    return catalogue.deleteGroup(code);
  }
}
