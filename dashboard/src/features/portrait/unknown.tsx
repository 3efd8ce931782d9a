import { Anchor } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty.tsx';
import { Heading, Page } from '../../components/page.tsx';
import { SiteSearch } from '../../components/site-search.tsx';
import classes from './portrait.module.css';

/** The page of an address that names no territory, from which another may be looked for. */
export function Unknown({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return (
    <Page title={t('portrait.notFound')}>
      <Heading className="visually-hidden">{t('portrait.notFound')}</Heading>
      <Empty title={t('portrait.notFound')} icon={<IconMapPinOff size={32} />}>
        <p>{t('portrait.notFoundText', { id })}</p>
        <div className={classes.again}>
          <SiteSearch size="lg" />
        </div>
        <Anchor component={Link} to="/">
          {t('common.backHome')}
        </Anchor>
      </Empty>
    </Page>
  );
}
