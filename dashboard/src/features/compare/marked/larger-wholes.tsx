import { useQuery } from '@apollo/client/react';
import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WholeOfDocument } from '../../../graphql/generated.ts';
import type { ChangeMarked } from './marked-gaps.tsx';
import { memberLevels } from './wholes.ts';

interface LargerWholesProps {
  /** The territory in which nothing was found. */
  readonly id: string;
  readonly change: ChangeMarked;
}

/** Leads to what holds a territory, where there are more figures to compare. */
export function LargerWholes({ id, change }: LargerWholesProps) {
  const { t } = useTranslation();
  const { data } = useQuery(WholeOfDocument, { variables: { id } });
  const wholes = (data?.territory?.parents ?? []).filter((parent) => memberLevels(parent.id).length > 0);
  if (wholes.length === 0) return null;
  return (
    <Group gap="xs" mt="sm" justify="center">
      {wholes.map((whole) => (
        <Button
          key={whole.id}
          variant="default"
          size="xs"
          onClick={() => change({ within: whole.id, level: undefined, only: undefined, indicator: undefined })}
        >
          {t('marked.searchIn', { name: whole.name })}
        </Button>
      ))}
    </Group>
  );
}
