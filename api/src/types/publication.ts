import type { DeliveryChange, Input, PublicationRecord } from '@boussole/warehouse';
import { Arg, Ctx, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { may } from '../access/visitor.ts';
import type { RequestContext } from '../context.ts';
import { explainPublicationChangeInEnglish } from '../english/publication-change.ts';
import { PublicationRef } from './answer.ts';
import { type Language, LanguageEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';
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
  description:
    'One immutable state of all figures. Earlier ones stay readable by their id, until a release of the program writes publications otherwise.',
})
export class PublicationNode {
  @Field(() => ID, { description: 'Id, to be given as `publication` to any question.' })
  readonly id: string;

  @Field(() => DateTimeScalar, { description: 'When it was published.' })
  readonly publishedAt: string;

  @Field(() => Boolean, { description: 'True for the one that answers when no publication is named.' })
  readonly current: boolean;

  @Field(() => Boolean, {
    description:
      'Whether questions may name it: false for one that an earlier release of the program wrote otherwise, of which only what is told here is known.',
  })
  readonly readable: boolean;

  @Field(() => Int, { description: 'Number of figures in it.' })
  readonly cells: number;

  @Field(() => Int, { description: 'COG vintage in which past figures are restated in CONSTANT geography.' })
  readonly referenceVintage: number;

  @Field(() => [PublicationInputNode], { description: 'Deliveries it is built from.' })
  readonly inputs: PublicationInputNode[];

  readonly #record: PublicationRecord;

  constructor(record: PublicationRecord) {
    this.id = record.id;
    this.publishedAt = record.publishedAt;
    this.current = record.current;
    this.readable = record.readable;
    this.cells = record.cells;
    this.referenceVintage = record.referenceVintage;
    this.inputs = record.inputs.map((input) => new PublicationInputNode(input));
    this.#record = record;
  }

  @Field(() => [String], {
    description: 'Sentences: what was added, replaced or removed since the publication before.',
  })
  changes(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): readonly string[] {
    const { changes, inputs } = this.#record;
    return language === 'fr' ? changes : changes.map((change) => explainPublicationChangeInEnglish(change, inputs));
  }

  @Field(() => [LoadNode], { description: 'Loads that led to it, oldest first.' })
  async loads(@Ctx() { loaders, visitor }: RequestContext): Promise<LoadNode[]> {
    const loads = await loaders.loadsOfPublication.load(this.id);
    const isTold = may(visitor, 'load:convention');
    return loads.filter(({ convention }) => isTold || convention === null).map((load) => new LoadNode(load));
  }
}

export const DELIVERY_CHANGES = { ADDED: 'ADDED', REPLACED: 'REPLACED', REMOVED: 'REMOVED' } as const;
registerEnumType(DELIVERY_CHANGES, {
  name: 'DeliveryChangeKind',
  description: 'What became of a delivery from one publication to another.',
  valuesConfig: {
    ADDED: { description: 'It was not in the first one.' },
    REPLACED: { description: 'Its source gave another file for the same vintage.' },
    REMOVED: { description: 'It is not in the second one.' },
  },
});

@ObjectType('DeliveryChange', { description: 'A delivery that differs between two publications.' })
export class DeliveryChangeNode {
  @Field(() => DELIVERY_CHANGES, { description: 'What became of it.' })
  readonly kind: keyof typeof DELIVERY_CHANGES;

  @Field(() => PublicationInputNode, { nullable: true, description: 'The delivery in the first publication, if any.' })
  readonly before: PublicationInputNode | null;

  @Field(() => PublicationInputNode, { nullable: true, description: 'The delivery in the second publication, if any.' })
  readonly after: PublicationInputNode | null;

  @Field(() => Int, { description: 'Figures of the source that are new.' })
  readonly figuresAdded: number;

  @Field(() => Int, { description: 'Figures of the source that have another value or state.' })
  readonly figuresChanged: number;

  @Field(() => Int, { description: 'Figures of the source that are gone.' })
  readonly figuresRemoved: number;

  constructor({ before, after, figures }: DeliveryChange) {
    this.kind = before && after ? 'REPLACED' : after ? 'ADDED' : 'REMOVED';
    this.before = before ? new PublicationInputNode(before) : null;
    this.after = after ? new PublicationInputNode(after) : null;
    this.figuresAdded = figures.added;
    this.figuresChanged = figures.changed;
    this.figuresRemoved = figures.removed;
  }
}

@ObjectType('PublicationChanges', { description: 'What distinguishes two publications.' })
export class PublicationChangesNode {
  @Field(() => PublicationRef, { description: 'The first publication.' })
  readonly from: PublicationRef;

  @Field(() => PublicationRef, { description: 'The second publication.' })
  readonly to: PublicationRef;

  @Field(() => [DeliveryChangeNode], {
    description: 'Deliveries that differ; empty when figures rest on the same ones.',
  })
  readonly deliveries: DeliveryChangeNode[];

  constructor(from: PublicationRef, to: PublicationRef, changes: readonly DeliveryChange[]) {
    this.from = from;
    this.to = to;
    this.deliveries = changes.map((change) => new DeliveryChangeNode(change));
  }
}
