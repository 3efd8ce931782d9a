import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../../components/page.tsx';
import { SiteSearch } from '../../components/site-search.tsx';
import { useBasket } from '../../territories/basket.ts';
import { territoryPath } from '../../url.ts';
import classes from './portrait.module.css';

/** The page that asks for a territory when the address names none. */
export function Choose() {
  const { t } = useTranslation();
  const basket = useBasket();
  return (
    <Page title={t('common.portrait')} heading={t('portrait.choose')} lead={t('portrait.chooseLead')}>
      <div className={classes.choose}>
        <SiteSearch size="lg" />
      </div>
      {basket.length > 0 && (
        <section aria-labelledby="selection">
          <h2 id="selection" className={classes.theme}>
            {t('common.selection')}
          </h2>
          <ul>
            {basket.map(({ id, name }) => (
              <li key={id}>
                <Link to={territoryPath(id)}>{name}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
