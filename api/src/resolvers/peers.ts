import { failure, OFFICIAL_LEVELS, type Reading, USUAL_CRITERIA } from '@boussole/schema';
import type { PeerQuestion } from '@boussole/warehouse';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { checkFinite, excerpt, toTerritoryId } from '../arguments.ts';
import type { RequestContext } from '../context.ts';
import { GeographyEnum, PeerMethodEnum } from '../types/enums.ts';
import { PeerCriterionInput, PeerGroupNode } from '../types/peers.ts';
import { GEOGRAPHY, PUBLICATION } from './descriptions.ts';

@Resolver()
export class PeersResolver {
  @Query(() => PeerGroupNode, {
    description:
      'Territories of the same level that are most alike, by chosen criteria. TERRITORY_ID_INVALID, TERRITORY_UNKNOWN, INDICATOR_UNKNOWN, ARGUMENT_INVALID, LIMIT_EXCEEDED.',
  })
  async peers(
    @Arg('territory', () => ID, { description: 'The territory: of an official level below France, in force today.' })
    territory: string,
    @Arg('method', () => PeerMethodEnum, { defaultValue: 'DISTANCE', description: 'How they are looked for.' })
    method: PeerQuestion['method'],
    @Arg('criteria', () => [PeerCriterionInput], {
      nullable: true,
      description: `Each once; null takes those that are loaded of ${USUAL_CRITERIA.map(({ indicator }) => indicator).join(', ')}. The method STRATUM takes none.`,
    })
    criteria: PeerCriterionInput[] | undefined,
    @Arg('compared', () => [ID], {
      nullable: true,
      description:
        'Indicators that peers will be compared on: left out of the criteria, with those that count the same. At most the limit `columns`.',
    })
    compared: string[] | undefined,
    @Arg('size', () => Int, {
      defaultValue: 10,
      description:
        'Number of peers, at least 5; of a class of population, how many of them are listed: figures are those of the whole class.',
    })
    size: number,
    @Arg('geography', () => GeographyEnum, GEOGRAPHY) geography: Reading,
    @Arg('publication', () => ID, PUBLICATION) publication: string | undefined,
    @Ctx() context: RequestContext,
  ): Promise<PeerGroupNode> {
    const asked = criteria?.map(({ indicator, weight }) => ({ indicator, weight }));
    if (asked) checkCriteria(asked, method);
    const question: PeerQuestion = {
      territory: toTerritoryId(territory),
      method,
      ...(asked && { criteria: asked }),
      ...(compared && { compared }),
      size,
      reading: geography,
    };
    const lease = await context.leases.open(publication ?? undefined);
    const level = OFFICIAL_LEVELS.find((official) => official === lease.cube.territory(question.territory)?.level);
    const territories = level
      ? lease.cube.countRows({ rows: { kind: 'level', level }, columns: [], reading: 'CONSTANT' })
      : 0;
    const cells = territories * (asked ?? USUAL_CRITERIA).length;
    return new PeerGroupNode(lease, await lease.ask(cells, (cube) => cube.peers(question)));
  }
}

function checkCriteria(criteria: NonNullable<PeerQuestion['criteria']>, method: PeerQuestion['method']): void {
  const argument = 'criteria';
  if (method === 'STRATUM')
    throw failure('ARGUMENT_INVALID', { argument, problem: 'STRATUM ne prend pas de « criteria », retirez-le' });
  const indicators = criteria.map(({ indicator }) => indicator);
  const twice = indicators.find((indicator, index) => indicators.indexOf(indicator) < index);
  if (twice !== undefined)
    throw failure('ARGUMENT_INVALID', { argument, problem: `« ${excerpt(twice)} » est donné deux fois, gardez-en un` });
  for (const { weight } of criteria) checkFinite(argument, { weight });
}
