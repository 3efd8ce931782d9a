import type { TerritoryGroup } from '@boussole/warehouse';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars.ts';
import { TerritoryNode } from './territory.ts';

@ObjectType('Group', { description: 'A set of communes of a user’s own, read as any territory.' })
export class GroupNode {
  @Field(() => ID, { description: 'Code of the group: its territory is `groupe:<code>`.' })
  readonly code: string;

  @Field(() => String, { description: 'Name that somebody gave it.' })
  readonly name: string;

  @Field(() => Int, { description: 'COG vintage that the codes of its communes are of.' })
  readonly vintage: number;

  @Field(() => [ID], { description: 'Codes of its communes at that vintage.' })
  readonly communes: readonly string[];

  @Field(() => DateTimeScalar, { description: 'When its communes or its name last changed.' })
  readonly updatedAt: string;

  @Field(() => TerritoryNode, { description: 'The group as a territory.' })
  readonly territory: TerritoryNode;

  constructor({ code, name, vintage, communes, updatedAt }: TerritoryGroup, territory: TerritoryNode) {
    this.code = code;
    this.name = name;
    this.vintage = vintage;
    this.communes = communes;
    this.updatedAt = updatedAt;
    this.territory = territory;
  }
}
