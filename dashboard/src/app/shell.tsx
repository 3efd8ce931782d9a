import { Anchor, Progress } from '@mantine/core';
import { Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { Explanation } from '../features/explanation/explanation.tsx';
import { useLongActivity } from './activity.ts';
import { Header } from './header.tsx';
import { Loading } from './loading.tsx';
import { PrintNote } from './print-note.tsx';
import classes from './shell.module.css';
import { useKeptFocus } from './use-kept-focus.ts';

/** What surrounds every page: skip link, header, explanation drawer, footer. */
export function Shell() {
  const { t } = useTranslation();
  const travelling = useNavigation().state === 'loading';
  const waiting = useLongActivity();
  const page = useRef<HTMLElement>(null);
  useKeptFocus(page);
  return (
    <div className={classes.shell}>
      <a className="skip-link" href="#contenu">
        {t('common.skip')}
      </a>
      <header className={classes.header} data-print="hidden">
        <Header />
        {(travelling || waiting) && (
          // How long it takes is not known: it has no value.
          <div role="progressbar" aria-label={t('common.loading')} className={classes.progress}>
            <Progress.Root size={3} radius={0}>
              <Progress.Section value={100} animated withAria={false} />
            </Progress.Root>
          </div>
        )}
      </header>
      <main id="contenu" ref={page} tabIndex={-1} className={classes.main}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
        <PrintNote />
      </main>
      <footer className={classes.footer} data-print="hidden">
        <p>
          {t('common.footer')}{' '}
          <Anchor component={Link} to="/accessibilite" inherit c="inherit" underline="always">
            {t('accessibility.title')}
          </Anchor>
        </p>
      </footer>
      <Explanation />
      <ScrollRestoration getKey={({ pathname }) => pathname} />
    </div>
  );
}
