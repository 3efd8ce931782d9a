import { IconMapPinOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Heading, Page } from '../../components/page.tsx';

/** The page of an address that names no territory. */
export function Unknown({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return (
    <Page title={t('portrait.notFound')}>
      <Heading className="visually-hidden">{t('portrait.notFound')}</Heading>
      <Empty title={t('portrait.notFound')} icon={<IconMapPinOff size={32} />}>
        {t('portrait.notFoundText', { id })}
      </Empty>
    </Page>
  );
}
