import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Failure, maybeErrorCode } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { PortraitDocument } from '../../graphql/generated.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { useCatalogue } from '../../indicators/use-catalogue.ts';
import { maybeLevel } from '../../territories/territory.ts';
import { ByCode } from './by-code.tsx';
import { Events } from './events.tsx';
import { Figures } from './figures.tsx';
import { Identity, type PortraitTerritory } from './identity.tsx';
import { Members } from './members.tsx';
import { Neighbours } from './neighbours.tsx';
import { Parts } from './parts.tsx';
import { Unknown } from './unknown.tsx';

/** One territory: who it is, its key figures by theme, what changed, who is in it. */
export function Portrait() {
  const { id = '' } = useParams();
  return id.includes(':') ? <PortraitOf key={id} id={id} /> : <ByCode code={id} />;
}

function PortraitOf({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(PortraitDocument, { variables: { id, language: useLanguage() } });
  const { catalogue, error: catalogueError, retry } = useCatalogue();
  const code = maybeErrorCode(error);
  if (code === 'TERRITORY_UNKNOWN' || code === 'TERRITORY_ID_INVALID' || data?.territory === null)
    return <Unknown id={id} />;
  if (error) {
    return (
      <Page title={t('common.portrait')} heading={t('common.portrait')}>
        <Failure error={error} retry={() => void refetch()} />
      </Page>
    );
  }
  const territory = data?.territory;
  if (!territory) {
    return (
      <Page title={t('common.portrait')}>
        <h1 className="visually-hidden">{t('common.loading')}</h1>
        <Skeleton height={44} width="45%" mb="md" />
        <Skeleton height={20} width="30%" mb="xl" />
        <Skeleton height={380} />
      </Page>
    );
  }
  const level = maybeLevel(id);
  return (
    <Page title={territory.name}>
      <Identity territory={territory} />
      {catalogue && <Figures territory={territory} catalogue={catalogue} />}
      {!catalogue && !catalogueError && <Skeleton height={380} />}
      {catalogueError !== undefined && !catalogue && <Failure error={catalogueError} retry={retry} />}
      <Neighbours territory={territory} />
      <Parts territory={territory} />
      {level !== 'COMMUNE' && level !== 'FRANCE' && <Members territory={territory} />}
      {!isComposed(territory) && <Events territory={territory} />}
    </Page>
  );
}

/** Only official territories have a history of their own: what is composed has that of its communes. */
function isComposed({ level }: PortraitTerritory): boolean {
  return level === 'GROUPE' || level === 'PARTIE';
}
