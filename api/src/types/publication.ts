import type { Input, PublicationRecord } from '@boussole/warehouse';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { may } from '../access/visitor.ts';
import type { RequestContext } from '../context.ts';
import { LoadNode } from './load.ts';
import { DateTimeScalar } from './scalars.ts';
import { SourceNode } from './source.ts';

@ObjectType('PublicationInput', { description: 'A delivery that a publication is built from.' })
export class PublicationInputNode {
  @Field(() => SourceNode, { description: 'Source of the delivery.' })
  readonly source: SourceNode;

  @Field(() => String, { description: 'Vintage of the delivery, as its source names it.' })
  readonly vintage: string;

  @Field(() => String, { description: 'Name of the file.' })
  readonly file: string;

  @Field(() => String, { description: 'SHA-256 of the file, in hexadecimal.' })
  readonly sha256: string;

  @Field(() => Int, { description: 'Rows read in the file.' })
  readonly rowsIn: number;

  @Field(() => Int, { description: 'Rows kept.' })
  readonly rowsOut: number;

  @Field(() => Int, { description: 'Rows refused and put in quarantine.' })
  readonly rowsQuarantined: number;

  @Field(() => DateTimeScalar, { description: 'When it was loaded.' })
  readonly loadedAt: string;

  constructor(input: Input) {
    this.source = new SourceNode(input.source);
    this.vintage = input.vintage;
    this.file = input.file.name;
    this.sha256 = input.file.sha256;
    this.rowsIn = input.rows.read;
    this.rowsOut = input.rows.kept;
    this.rowsQuarantined = input.rows.quarantined;
    this.loadedAt = input.loadedAt;
  }
}

@ObjectType('Publication', {
  description: 'One immutable state of all figures. Earlier ones stay readable by their id.',
})
export class PublicationNode {
  @Field(() => ID, { description: 'Id, to be given as `publication` to any question.' })
  readonly id: string;

  @Field(() => DateTimeScalar, { description: 'When it was published.' })
  readonly publishedAt: string;

  @Field(() => Boolean, { description: 'True for the one that answers when no publication is named.' })
  readonly current: boolean;

  @Field(() => Int, { description: 'Number of figures in it.' })
  readonly cells: number;

  @Field(() => Int, { description: 'COG vintage in which past figures are restated in CONSTANT geography.' })
  readonly referenceVintage: number;

  @Field(() => [PublicationInputNode], { description: 'Deliveries it is built from.' })
  readonly inputs: PublicationInputNode[];

  @Field(() => [String], {
    description: 'French sentences: what was added, replaced or removed since the publication before.',
  })
  readonly changes: readonly string[];

  constructor(record: PublicationRecord) {
    this.id = record.id;
    this.publishedAt = record.publishedAt;
    this.current = record.current;
    this.cells = record.cells;
    this.referenceVintage = record.referenceVintage;
    this.inputs = record.inputs.map((input) => new PublicationInputNode(input));
    this.changes = record.changes;
  }

  @Field(() => [LoadNode], { description: 'Loads that led to it, oldest first.' })
  async loads(@Ctx() { loaders, visitor }: RequestContext): Promise<LoadNode[]> {
    const loads = await loaders.loadsOfPublication.load(this.id);
    const isTold = may(visitor, 'load:convention');
    return loads.filter(({ convention }) => isTold || convention === null).map((load) => new LoadNode(load));
  }
}
