import { useLazyQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Geography, PeerNamesDocument } from '../../graphql/generated.ts';
import { maybeLevel } from '../../territories/territory.ts';
import type { Alike } from '../../url.ts';

interface AddPeersProps {
  readonly territories: readonly string[];
  /** What is compared: not what peers are chosen by. */
  readonly compared: readonly string[];
  readonly geography: Geography;
  readonly onAdd: (ids: readonly string[], alike: Alike) => void;
}

const PEERS = 10;
const WITH_PEERS: readonly (string | undefined)[] = ['COMMUNE', 'EPCI', 'DEPARTEMENT', 'REGION'];

/** Adds to a comparison the territories that are most like its first one, in one click; says so when there are none, or nothing to choose them by. */
export function AddPeers({ territories, compared, geography, onAdd }: AddPeersProps) {
  const { t } = useTranslation();
  const [ask, { loading }] = useLazyQuery(PeerNamesDocument);
  const [none, setNone] = useState<'peersNone' | 'peersNoCriterion'>();
  const first = territories.find((id) => WITH_PEERS.includes(maybeLevel(id)));
  if (first === undefined) return null;
  const add = async () => {
    const { data } = await ask({ variables: { territory: first, compared: [...compared], size: PEERS, geography } });
    const found = data?.peers.peers.map(({ territory }) => territory.id) ?? [];
    if (found.length === 0) {
      setNone(data?.peers.problem === 'NO_CRITERION' ? 'peersNoCriterion' : 'peersNone');
      return;
    }
    setNone(undefined);
    const used = data?.peers.criteria.filter(({ problem }) => problem === null) ?? [];
    onAdd([...new Set([...territories, ...found])], { of: first, by: used.map(({ id }) => id) });
  };
  return (
    <>
      <Button
        variant="default"
        size="xs"
        loading={loading}
        leftSection={<IconUsersPlus size={16} aria-hidden />}
        title={t('compare.peersHelp')}
        onClick={() => void add()}
      >
        {t('compare.peers')}
      </Button>
      <span role="status">{none && t(`compare.${none}`)}</span>
    </>
  );
}
