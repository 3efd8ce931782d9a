import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { DataDocument, type DataQuery } from '../../graphql/generated.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { LinkNotice } from '../../link/link-notice.tsx';
import { among, type Rules } from '../../link/rules.ts';
import { InService } from './in-service.tsx';
import { Loads } from './loads.tsx';
import { Publications } from './publications.tsx';

const LOADS = 50;
const NONE: DataQuery['loads'] = [];

/** What is served: files, publications, loads and what they set aside. */
export function DataPage() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(LOADS);
  const answer = useQuery(DataDocument, {
    variables: { loads: asked, language: useLanguage() },
    fetchPolicy: 'cache-and-network',
  });
  const { error, refetch, previousData } = answer;
  // What was listed stays while older loads come.
  const data = answer.data ?? previousData;
  const retry = (): void => void refetch();
  const current = data?.publications.find((publication) => publication.current);
  const mayReadRows = data?.viewer.actions.includes('quarantine:read') ?? false;
  return (
    <Page title={t('data.title')} heading={t('data.title')} lead={t('data.lead')} wide>
      {error !== undefined && !data && <Failure error={error} retry={retry} />}
      {!data && !error && <Skeleton height={480} />}
      {data && !current && <Empty title={t('home.none')}>{t('home.noneText')}</Empty>}
      {data && <LinkNotice rules={dataRules(data)} />}
      {data && current && (
        <>
          <InService publication={current} readable={mayReadRows ? data.loads : NONE} />
          <Publications
            publications={data.publications}
            mayRollBack={data.viewer.actions.includes('publication:rollback')}
            onChange={retry}
          />
        </>
      )}
      {data && (
        <Loads
          loads={data.loads}
          titles={titlesOf(data)}
          mayReadRows={mayReadRows}
          onMore={data.loads.length < asked ? undefined : () => setAsked(asked + LOADS)}
        />
      )}
    </Page>
  );
}

/** How the page reads its address: two publications, and a load whose rows are shown. */
function dataRules({ publications, loads }: DataQuery): Rules {
  const kept = among(
    publications.map(({ id }) => id),
    'USUAL',
  );
  return {
    lists: {},
    single: {
      de: kept,
      a: kept,
      ecartees: among(
        loads.map(({ id }) => id),
        'NONE',
      ),
    },
    free: [],
  };
}

/** Names of the sources that publications hold, by id. */
function titlesOf({ publications }: DataQuery): ReadonlyMap<string, string> {
  return new Map(publications.flatMap(({ inputs }) => inputs.map(({ source }) => [source.id, source.title] as const)));
}
