import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { Page } from '../components/page.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('common.notFound')} heading={t('common.notFound')} lead={t('common.notFoundText')}>
      <Anchor component={Link} to="/">
        {t('common.backHome')}
      </Anchor>
    </Page>
  );
}

const NOT_RECEIVED = /dynamically imported module|importing a module script failed|unable to preload/i;

/** A page that failed while it was being drawn, or whose code did not come. */
export function Broken() {
  const { t } = useTranslation();
  const lead = t(isNotReceived(useRouteError()) ? 'common.failureNetwork' : 'common.failureUnexpected');
  return (
    <Page title={t('common.failureTitle')} heading={t('common.failureTitle')} lead={lead}>
      <Button variant="default" onClick={() => window.location.reload()}>
        {t('common.retry')}
      </Button>
    </Page>
  );
}

/** The code of a page could not be fetched: each browser has words of its own for it. */
function isNotReceived(error: unknown): boolean {
  return error instanceof Error && NOT_RECEIVED.test(error.message);
}
