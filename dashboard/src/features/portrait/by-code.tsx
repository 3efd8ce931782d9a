import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { useSearch } from '../../territories/api/use-search.ts';
import { FoundOption } from '../../territories/found-option.tsx';
import { territoryPath } from '../../url.ts';
import classes from './portrait.module.css';
import { Unknown } from './unknown.tsx';

/** More communes than any postal code has. */
const MOST_FOUND = 60;

/**
 * What an address names without a level, as people write it: an INSEE code, a postal code, a name. The territory that has the code, or the only
 * one, is opened at once; of several the reader chooses.
 */
export function ByCode({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const { found, loading, error } = useSearch(code, undefined, MOST_FOUND);
  const exact = found.filter(({ match }) => match === 'EXACT');
  const own = exact.find(({ node }) => node.code === code.trim().toUpperCase());
  const only = own ?? (exact.length === 1 ? exact[0] : undefined);
  if (loading || error) {
    return (
      <Page title={t('common.portrait')} heading={t('common.portrait')}>
        {error ? <Failure error={error} /> : <Skeleton height={380} />}
      </Page>
    );
  }
  if (only) return <Navigate replace to={territoryPath(only.node.id)} />;
  if (exact.length === 0) return <Unknown id={code} />;
  return (
    <Page title={t('portrait.several', { code })} heading={t('portrait.several', { code })}>
      <ul className={classes.several}>
        {exact.map((edge) => (
          <li key={edge.node.id}>
            <Link to={territoryPath(edge.node.id)}>
              <FoundOption found={edge} />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
