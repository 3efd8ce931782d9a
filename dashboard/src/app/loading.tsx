import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../components/page.module.css';

/** What stands in for a page while it travels. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={classes.page} aria-busy="true">
      <h1 className="visually-hidden">{t('common.loading')}</h1>
      <Skeleton height={36} width="40%" mb="lg" />
      <Skeleton height={18} width="65%" mb="xl" />
      <Skeleton height={320} />
    </div>
  );
}
