import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Heading, Page } from '../../components/page.tsx';
import { SiteSearch } from '../../components/site-search.tsx';
import { SavedViews } from '../../views/saved-views.tsx';
import { Examples } from './examples.tsx';
import classes from './home.module.css';
import { Loaded } from './loaded.tsx';
import { Rose } from './rose.tsx';

const TASKS = [
  { path: '/territoire', title: 'taskPortrait', text: 'taskPortraitText' },
  { path: '/comparer', title: 'taskCompare', text: 'taskCompareText' },
  { path: '/tendances', title: 'taskTrend', text: 'taskTrendText' },
  { path: '/position', title: 'taskPosition', text: 'taskPositionText' },
  { path: '/carte', title: 'taskMap', text: 'taskMapText' },
  { path: '/explorer', title: 'taskExplore', text: 'taskExploreText' },
] as const;

/** The first page: what Boussole is, a large search, examples, what is loaded. */
export function Home() {
  const { t } = useTranslation();
  return (
    <Page title="">
      <section className={classes.hero}>
        <Rose />
        <div className={classes.pitch}>
          <Heading className={classes.title ?? ''}>{t('home.title')}</Heading>
          <p className={classes.lead}>{t('home.lead')}</p>
          <div className={classes.search}>
            <SiteSearch size="lg" />
          </div>
          <Examples />
        </div>
      </section>
      <Loaded />
      <SavedViews />
      <section aria-labelledby="tasks">
        <h2 id="tasks" className={classes.subtitle}>
          {t('home.tasks')}
        </h2>
        <ul className={classes.tasks}>
          {TASKS.map(({ path, title, text }) => (
            <li key={path}>
              <Link to={path}>{t(`home.${title}`)}</Link>
              <p>{t(`home.${text}`)}</p>
            </li>
          ))}
        </ul>
      </section>
    </Page>
  );
}
