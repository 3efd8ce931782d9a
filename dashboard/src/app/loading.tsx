import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../components/page.module.css';

/** What stands in for a page while it travels. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={classes.page} aria-busy="true">
      <span className="visually-hidden" role="status">
        {t('common.loading')}
      </span>
      <Skeleton height={36} width="40%" mb="lg" />
      <Skeleton height={18} width="65%" mb="xl" />
      <Skeleton height={320} />
    </div>
  );
}
