import type { Level } from '@boussole/schema';
import type { Outlines } from '@boussole/warehouse';
import { Field, Int, ObjectType } from 'type-graphql';
import { outlineAddress } from '../http/outlines.ts';
import { LevelEnum } from './enums.ts';

@ObjectType('Outlines', {
  description:
    'A file of outlines of territories, in TopoJSON (longitudes and latitudes, WGS 84): the id of each geometry is the code of its territory.',
})
export class OutlinesNode {
  @Field(() => LevelEnum, { description: 'Level of the territories.' })
  readonly level: Level;

  @Field(() => Int, { description: 'COG vintage of the territories.' })
  readonly vintage: number;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the département whose communes it holds; null for the whole country.',
  })
  readonly departement: string | null;

  @Field(() => String, { description: 'Address on this server; what it answers never changes.' })
  readonly address: string;

  @Field(() => Int, { description: 'Size once compressed, in bytes.' })
  readonly bytes: number;

  @Field(() => Int, { description: 'Number of territories.' })
  readonly territories: number;

  @Field(() => Int, { description: 'Number of territories of that level, vintage and département without outline.' })
  readonly missing: number;

  @Field(() => Boolean, { description: 'Put together from outlines of a finer level.' })
  readonly merged: boolean;

  @Field(() => [String], {
    description: 'Who drew them, or else the files that they come from: what has to stand beside a map.',
  })
  readonly credits: readonly string[];

  constructor(outlines: Outlines) {
    this.level = outlines.level;
    this.vintage = outlines.vintage;
    this.departement = outlines.departement ?? null;
    this.address = outlineAddress(outlines);
    this.bytes = outlines.bytes;
    this.territories = outlines.territories;
    this.missing = outlines.missing;
    this.merged = outlines.merged;
    this.credits = outlines.credits;
  }
}
