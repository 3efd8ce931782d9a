import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import { AccountMenu } from '../account/account-menu.tsx';
import { Compass } from '../components/compass.tsx';
import { SidePanel } from '../components/side-panel.tsx';
import { PAGES } from '../components/site-pages.ts';
import { SiteSearch } from '../components/site-search.tsx';
import { chooseLanguage, useLocale } from '../i18n/i18n.ts';
import { SaveViewMenu } from '../views/save-view-menu.tsx';
import { BasketMenu } from './basket-menu.tsx';
import classes from './header.module.css';

/** Name of the site, search, pages, selection, language and theme. */
export function Header() {
  const { t } = useTranslation();
  const home = useLocation().pathname === '/';
  const [opened, menu] = useDisclosure(false);
  return (
    <div className={classes.header}>
      <Link to="/" className={classes.brand} aria-label={t('common.home')}>
        <Compass />
        <span>Boussole</span>
      </Link>
      <nav className={classes.nav} aria-label={t('common.navigation')}>
        <Pages />
      </nav>
      <div className={classes.search} data-home={home || undefined}>
        <SiteSearch />
      </div>
      <div className={classes.tools}>
        {!home && <SaveViewMenu />}
        <BasketMenu />
        <AccountMenu />
        <LanguageSwitch />
        <SchemeSwitch />
        <ActionIcon
          className={classes.burger ?? ''}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('common.menu')}
          onClick={menu.open}
        >
          <IconMenu2 size={20} aria-hidden />
        </ActionIcon>
      </div>
      <SidePanel title={t('common.menu')} opened={opened} onClose={menu.close} size="xs">
        <nav className={classes.drawer} aria-label={t('common.navigation')}>
          <Pages onChoose={menu.close} />
        </nav>
      </SidePanel>
    </div>
  );
}

function Pages({ onChoose }: { readonly onChoose?: () => void }) {
  const { t } = useTranslation();
  return PAGES.map(({ path, key }) => (
    <NavLink key={path} to={path} className={classes.page ?? ''} onClick={onChoose}>
      {t(key)}
    </NavLink>
  ));
}

function LanguageSwitch() {
  const { t } = useTranslation();
  const other = useLocale() === 'fr' ? 'en' : 'fr';
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      className={classes.tool ?? ''}
      lang={other}
      aria-label={t('common.languageLabel')}
      onClick={() => chooseLanguage(other)}
    >
      {other.toUpperCase()}
    </Button>
  );
}

function SchemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      className={classes.tool ?? ''}
      aria-label={dark ? t('common.light') : t('common.dark')}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={19} aria-hidden /> : <IconMoon size={19} aria-hidden />}
    </ActionIcon>
  );
}
