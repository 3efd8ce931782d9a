import type { Level, TerritoryId } from '@boussole/schema';
import type { EventKind, SearchAnswer, SearchMatch, Territory, TerritoryEvent, TextMatch } from '@boussole/warehouse';
import { Arg, Field, ID, Int, ObjectType } from 'type-graphql';
import { toPageSize } from '../arguments.ts';
import { dayBefore } from '../days.ts';
import { explainEventInEnglish } from '../english/event.ts';
import { explainMatchInEnglish } from '../english/search-reason.ts';
import type { Lease } from '../lease.ts';
import type { OpenPage } from '../page.ts';
import { membersPage } from '../territory-pages.ts';
import { EventKindEnum, type Language, LanguageEnum, LevelEnum, TextMatchEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';
import { PageInfoNode } from './page-info.ts';
import { DateScalar } from './scalars.ts';

@ObjectType('Territory', {
  description:
    'A territory as the reference vintage of the publication knows it, as it was on an asked day, or as it last was.',
})
export class TerritoryNode {
  readonly #lease: Lease;
  readonly #territory: Territory;

  constructor(lease: Lease, territory: Territory) {
    lease.countTerritory();
    this.#lease = lease;
    this.#territory = territory;
  }

  @Field(() => ID, {
    description:
      'Level and code: `commune:69123`, `epci:200046977`, `departement:69`, `region:84`, `france:FR`, `france:METRO`, `groupe:ouest-lyonnais`, `partie:200040277-27`. One that had its code before another has its last day after it: `commune:27058@2016-12-31`.',
  })
  get id(): TerritoryId {
    return this.#territory.id;
  }

  @Field(() => LevelEnum, { description: 'Level of the territory.' })
  get level(): Level {
    return this.#territory.level;
  }

  @Field(() => String, {
    description:
      'Official code, as text: `01001`, `2A004`, `200046977`. One territory after another may have it: key on `id`.',
  })
  get code(): string {
    return this.#territory.code;
  }

  @Field(() => String, { description: 'Official name, accents and article included.' })
  get name(): string {
    return this.#territory.name;
  }

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of validity, null before the first official list (1943).',
  })
  get validFrom(): string | undefined {
    return this.#territory.validFrom;
  }

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which the territory ceased to exist, null while it exists.',
  })
  get validTo(): string | undefined {
    return this.#territory.validTo;
  }

  @Field(() => Int, {
    nullable: true,
    description:
      'Of an EPCI: first COG vintage of which the communes of EPCI are loaded, before which no change of its perimeter is known; null for any other level, or when none is loaded.',
  })
  get perimeterKnownSince(): number | undefined {
    return this.level === 'epci' ? this.#lease.cube.epciVintages[0] : undefined;
  }

  @Field(() => Int, {
    nullable: true,
    description:
      'Legal population (population municipale) of `populationYear`, in inhabitants; null when none is known.',
  })
  get population(): number | undefined {
    const known = this.#lease.cube.population(this.#territory.id);
    return known && Math.round(known.value);
  }

  @Field(() => Int, { nullable: true, description: 'Year of `population`, null when none is known.' })
  get populationYear(): number | undefined {
    return this.#lease.cube.population(this.#territory.id)?.year;
  }

  @Field(() => [TerritoryNode], {
    description:
      'EPCI, département, région, France: those that exist, nearest first. An island commune may have no EPCI.',
  })
  get parents(): TerritoryNode[] {
    return this.#lease.list(this.#lease.cube.parents(this.id), (parent) => new TerritoryNode(this.#lease, parent));
  }

  @Field(() => [TerritoryNode], {
    description:
      'What an EPCI that straddles has in each of its départements, at the reference vintage; empty for any other territory.',
  })
  get parts(): TerritoryNode[] {
    return this.#lease.list(this.#lease.cube.parts(this.id), (part) => new TerritoryNode(this.#lease, part));
  }

  @Field(() => [TerritoryNode], {
    description: 'Where a territory that no longer exists went, at the reference vintage; empty while it exists.',
  })
  get successors(): TerritoryNode[] {
    const successors = this.#lease.cube.successors(this.id).filter((successor) => successor.id !== this.id);
    return this.#lease.list(successors, (successor) => new TerritoryNode(this.#lease, successor));
  }

  @Field(() => [TerritoryNode], {
    description:
      'Communes that a group was saved with and that no longer exist, as they were: their `successors` say where they went. Empty for any other territory.',
  })
  get formerMembers(): TerritoryNode[] {
    const gone = this.#lease.cube.formerMembers(this.id);
    return this.#lease.list(gone, (commune) => new TerritoryNode(this.#lease, commune));
  }

  @Field(() => [TerritoryNode], {
    description:
      'Territories of the same level nearest in population, in the same year, nearest first: communes of the same département (of the région when the département has none of a size that is near, and the région has), EPCI of the same région (that of most of its communes when it straddles), départements and régions of France. Empty for France, GROUPE, PARTIE and what no longer exists. ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  neighbours(
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many; at most the limit `pageRows`.' })
    first: number,
  ): TerritoryNode[] {
    const { cube, limits } = this.#lease;
    const nearest = cube.neighbours(this.id, toPageSize(first, limits));
    return this.#lease.list(nearest, (neighbour) => new TerritoryNode(this.#lease, neighbour));
  }

  @Field(() => TerritoryConnection, {
    description:
      'Territories of a level inside this one, at the reference vintage. ARGUMENT_INVALID for GROUPE and PARTIE, CURSOR_INVALID, LIMIT_EXCEEDED.',
  })
  members(
    @Arg('level', () => LevelEnum, { description: 'Level of the members.' }) level: Level,
    @Arg('first', () => Int, {
      defaultValue: 100,
      description: 'Size of the page; at most the limit `pageRows`, 0 only counts.',
    })
    first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last territory of the page before.' })
    after: string | undefined,
  ): Promise<TerritoryConnection> {
    return membersPage(this.#lease, this.#territory.id, level, { first, after: after ?? undefined });
  }

  @Field(() => [TerritoryEventNode], { description: 'What happened to the territory, oldest first.' })
  get events(): TerritoryEventNode[] {
    return this.#lease.list(this.#lease.cube.events(this.id), (event) => new TerritoryEventNode(this.#lease, event));
  }
}

@ObjectType('TerritoryEvent', { description: 'A change of a territory: merger, split, new name, arrival in an EPCI…' })
export class TerritoryEventNode {
  readonly #lease: Lease;
  readonly #event: TerritoryEvent;

  constructor(lease: Lease, event: TerritoryEvent) {
    this.#lease = lease;
    this.#event = event;
  }

  @Field(() => DateScalar, { description: 'Day on which it took effect.' })
  get date(): string {
    return this.#event.date;
  }

  @Field(() => EventKindEnum, { description: 'What happened.' })
  get kind(): EventKind {
    return this.#event.kind;
  }

  @Field(() => String, { description: 'Sentence: « Fusion : Annecy-le-Vieux (74011) rejoint Annecy (74010) ».' })
  label(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    const { label } = this.#event;
    return language === 'fr' ? label : explainEventInEnglish(label);
  }

  @Field(() => [TerritoryNode], { description: 'Territories concerned, as they were the day before.' })
  get before(): TerritoryNode[] {
    return this.#known(this.#event.before, dayBefore(this.#event.date));
  }

  @Field(() => [TerritoryNode], { description: 'Territories concerned, as they were from that day.' })
  get after(): TerritoryNode[] {
    return this.#known(this.#event.after, this.#event.date);
  }

  #known(ids: readonly TerritoryId[], at: string): TerritoryNode[] {
    const known = ids.flatMap((id) => this.#lease.cube.territory(id, at) ?? []);
    return this.#lease.list(known, (territory) => new TerritoryNode(this.#lease, territory));
  }
}

@ObjectType('TerritoryEdge', { description: 'A territory in a list, with its place in it.' })
export class TerritoryEdge {
  @Field(() => String, { description: 'Opaque cursor, to be given back as `after`.' })
  readonly cursor: string;

  @Field(() => TerritoryNode, { description: 'The territory.' })
  readonly node: TerritoryNode;

  @Field(() => TextMatchEnum, { nullable: true, description: 'How the territory answers a search; null without one.' })
  readonly match: TextMatch | undefined;

  readonly #reason: string | undefined;

  constructor(cursor: string, node: TerritoryNode, { match, reason }: SearchMatch) {
    this.cursor = cursor;
    this.node = node;
    this.match = match;
    this.#reason = reason;
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Why the territory answers a search when its own name does not: « ancienne commune : Annecy-le-Vieux ».',
  })
  reason(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string | undefined {
    return this.#reason !== undefined && language === 'en' ? explainMatchInEnglish(this.#reason) : this.#reason;
  }
}

@ObjectType('TerritoryConnection', { description: 'A page of a list of territories.' })
export class TerritoryConnection {
  @Field(() => [TerritoryEdge], { description: 'The territories of the page, in order.' })
  readonly edges: TerritoryEdge[];

  @Field(() => PageInfoNode, { description: 'Whether there is more, and from where.' })
  readonly pageInfo: PageInfoNode;

  @Field(() => Int, { description: 'Number of territories in the whole list.' })
  readonly totalCount: number;

  constructor(page: OpenPage, answer: SearchAnswer) {
    this.edges = answer.matches.map(
      (match, index) => new TerritoryEdge(page.cursor(index), new TerritoryNode(page.lease, match.territory), match),
    );
    this.totalCount = answer.totalCount;
    this.pageInfo = new PageInfoNode(page, this.edges.length, answer.totalCount);
  }
}
