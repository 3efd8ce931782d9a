import { useQuery } from '@apollo/client/react';
import { Button, SegmentedControl, Skeleton, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Failure } from '../../components/failure.tsx';
import { readExplore, writeExplore } from '../../explore-url.ts';
import { formatNumber } from '../../format.ts';
import { type Level, MembersDocument } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { markedPath } from '../../marked-url.ts';
import { territoryPath } from '../../url.ts';
import { FormerMembers } from './former-members.tsx';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';

const PAGE = 100;
const MEMBER_LEVELS: Partial<Record<Level, readonly ('DEPARTEMENT' | 'EPCI' | 'COMMUNE')[]>> = {
  REGION: ['DEPARTEMENT', 'EPCI'],
  DEPARTEMENT: ['EPCI', 'COMMUNE'],
  EPCI: ['COMMUNE'],
  GROUPE: ['COMMUNE'],
  PARTIE: ['COMMUNE'],
};
const LABEL = { DEPARTEMENT: 'common.departements', EPCI: 'common.epcis', COMMUNE: 'common.communes' } as const;

/** The territories that make up this one, with their population. */
export function Members({ territory }: { readonly territory: PortraitTerritory }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const levels = MEMBER_LEVELS[territory.level] ?? [];
  const [level, setLevel] = useState(levels[0] ?? 'COMMUNE');
  const { data, error, refetch, fetchMore } = useQuery(MembersDocument, {
    variables: { id: territory.id, level, first: PAGE },
  });
  const members = data?.territory?.members;
  if (levels.length === 0) return null;
  return (
    <section aria-labelledby="members" className={classes.section}>
      <h2 id="members" className={classes.theme}>
        {t('portrait.members')}
      </h2>
      <div className={classes.membersHead}>
        {levels.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('portrait.level')}
            value={level}
            onChange={(chosen) => setLevel(levels.find((one) => one === chosen) ?? level)}
            data={levels.map((one) => ({ value: one, label: t(LABEL[one]) }))}
          />
        )}
        {members && (
          <span className={classes.muted}>
            {t('portrait.membersCount', {
              count: members.totalCount,
              formatted: formatNumber(locale, members.totalCount),
            })}
          </span>
        )}
        <Link to={`/explorer${writeExplore({ ...readExplore(new URLSearchParams()), level, within: territory.id })}`}>
          {t('portrait.membersExplore')}
        </Link>
        <Link to={markedPath(territory.id, level)}>{t(`portrait.odd_${level}`)}</Link>
      </div>
      {territory.formerMembers.length > 0 && <FormerMembers members={territory.formerMembers} />}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!members && !error && <Skeleton height={200} />}
      {members && (
        <div className={classes.members}>
          <Table verticalSpacing={4} className="tabular">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t(LABEL[level])}</Table.Th>
                <Table.Th scope="col">{t('common.code')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('common.population')}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {members.edges.map(({ node }) => (
                <Table.Tr key={node.id}>
                  <Table.Td>
                    <Link to={territoryPath(node.id)}>{node.name}</Link>
                  </Table.Td>
                  <Table.Td>{node.code}</Table.Td>
                  <Table.Td ta="right">
                    {node.population == null ? t('portrait.populationUnknown') : formatNumber(locale, node.population)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {members.pageInfo.hasNextPage && (
            <Button
              variant="default"
              size="xs"
              mt="sm"
              onClick={() =>
                void fetchMore({
                  variables: { after: members.pageInfo.endCursor },
                  updateQuery: (previous, { fetchMoreResult }) => {
                    const next = fetchMoreResult.territory?.members;
                    const known = previous.territory?.members;
                    if (!next || !known || !previous.territory) return previous;
                    return {
                      ...previous,
                      territory: {
                        ...previous.territory,
                        members: { ...next, edges: [...known.edges, ...next.edges] },
                      },
                    };
                  },
                })
              }
            >
              {t('portrait.membersMore')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
