import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import classes from './map.module.css';

/** What to do when no outline was loaded: figures do not need them, and the table holds them. */
export function NoOutlines() {
  const { t } = useTranslation();
  return (
    <Empty title={t('map.noOutlines')} icon={<IconMapOff size={32} />}>
      <p>{t('map.noOutlinesText')}</p>
      <p>
        {t('map.noOutlinesFetch')} <code className={classes.command}>npx boussole fetch contours</code>
      </p>
      <p>
        {t('map.noOutlinesLoad')} <code className={classes.command}>npx boussole load communes.geojson</code>
      </p>
      <p>{t('map.noOutlinesTable')}</p>
    </Empty>
  );
}
