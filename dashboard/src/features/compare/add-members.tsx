import { useLazyQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../format.ts';
import { MemberNamesDocument } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { maybeLevel, type TerritoryRef } from '../../territories/territory.ts';

/** Territories that a comparison may hold beside its benchmarks: below the limit `compareTerritories` of the API. */
const MOST = 480;
const WHOLES: readonly (string | undefined)[] = ['EPCI', 'DEPARTEMENT', 'GROUPE', 'PARTIE'];

interface AddMembersProps {
  readonly territories: readonly string[];
  readonly benchmarks: readonly TerritoryRef[];
  readonly onAdd: (ids: readonly string[]) => void;
}

/** Adds all communes of the first EPCI, département or group of a comparison, or of the EPCI of its first commune, in one click. */
export function AddMembers({ territories, benchmarks, onAdd }: AddMembersProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [ask, { loading }] = useLazyQuery(MemberNamesDocument);
  const [tooMany, setTooMany] = useState<number>();
  const whole = territories.find((id) => WHOLES.includes(maybeLevel(id)));
  const epci = benchmarks.find(({ level }) => level === 'EPCI');
  const of = whole ?? epci?.id;
  if (of === undefined) return null;
  const add = async () => {
    const { data } = await ask({ variables: { id: of, first: MOST } });
    const members = data?.territory?.members;
    if (!members) return;
    const ids = [...new Set([...territories, ...members.edges.map(({ node }) => node.id)])];
    const fits = members.totalCount <= MOST && ids.length <= MOST;
    setTooMany(fits ? undefined : members.totalCount);
    if (fits) onAdd(ids);
  };
  return (
    <>
      <Button
        variant="default"
        size="xs"
        loading={loading}
        title={whole ? undefined : epci?.name}
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => void add()}
      >
        {t(whole ? 'compare.members' : 'compare.membersOf')}
      </Button>
      <span role="status">
        {tooMany !== undefined &&
          t('compare.membersTooMany', { count: tooMany, formatted: formatNumber(locale, tooMany), most: MOST })}
      </span>
    </>
  );
}
