import { useLazyQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Geography, PeerNamesDocument } from '../../graphql/generated.ts';
import { maybeLevel } from '../../territories/territory.ts';

interface AddPeersProps {
  readonly territories: readonly string[];
  readonly geography: Geography;
  readonly onAdd: (ids: readonly string[]) => void;
}

const PEERS = 10;
const WITH_PEERS: readonly (string | undefined)[] = ['COMMUNE', 'EPCI', 'DEPARTEMENT', 'REGION'];

/** Adds to a comparison the territories that are most like its first one, in one click; says so when there are none. */
export function AddPeers({ territories, geography, onAdd }: AddPeersProps) {
  const { t } = useTranslation();
  const [ask, { loading }] = useLazyQuery(PeerNamesDocument);
  const [none, setNone] = useState(false);
  const first = territories.find((id) => WITH_PEERS.includes(maybeLevel(id)));
  if (first === undefined) return null;
  const add = async () => {
    const { data } = await ask({ variables: { territory: first, size: PEERS, geography } });
    const found = data?.peers.peers.map(({ territory }) => territory.id) ?? [];
    setNone(found.length === 0);
    if (found.length > 0) onAdd([...new Set([...territories, ...found])]);
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
      <span role="status">{none && t('compare.peersNone')}</span>
    </>
  );
}
