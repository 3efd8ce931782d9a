import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
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

/** A page that failed while it was being drawn. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <Page title={t('common.failureTitle')} heading={t('common.failureTitle')} lead={t('common.failureUnexpected')}>
      <Button variant="default" onClick={() => window.location.reload()}>
        {t('common.retry')}
      </Button>
    </Page>
  );
}
