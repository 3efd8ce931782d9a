import { ActionIcon, Button, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useHref, useLocation } from 'react-router';
import { useLocale } from '../i18n/i18n.ts';
import classes from './account-menu.module.css';
import { useViewer, type Viewer } from './use-viewer.ts';

/** Who looks at the page, signing in and out. Nothing where the server signs nobody in. */
export function AccountMenu() {
  const viewer = useViewer();
  if (viewer?.name) return <Account viewer={viewer} name={viewer.name} />;
  return viewer?.signIn ? <SignIn address={viewer.signIn} /> : null;
}

function SignIn({ address }: { readonly address: string }) {
  const { t } = useTranslation();
  const here = useHref(useLocation());
  return (
    <Button
      component="a"
      href={`${address}?${new URLSearchParams({ to: here })}`}
      variant="subtle"
      color="gray"
      size="compact-sm"
      className={classes.opener ?? ''}
    >
      {t('account.signIn')}
    </Button>
  );
}

function Account({ viewer, name }: { readonly viewer: Viewer; readonly name: string }) {
  const { t } = useTranslation();
  const [opened, menu] = useDisclosure(false);
  return (
    <Popover
      opened={opened}
      onDismiss={menu.close}
      position="bottom-end"
      width={320}
      shadow="md"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={classes.opener ?? ''}
          aria-label={t('account.accountOf', { name })}
          onClick={menu.toggle}
        >
          <IconUserCircle size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('account.account')}>
        <p className={classes.title}>{name}</p>
        <p className={classes.detail}>
          {[viewer.email, ...viewer.organisations, ...viewer.roles.map((role) => t(`account.${role}`))]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Grants grants={viewer.grants} />
        <Button size="xs" variant="default" mt="sm" onClick={() => void signOut()}>
          {t('account.signOut')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function Grants({ grants }: Pick<Viewer, 'grants'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  if (grants.length === 0) return <p className={classes.detail}>{t('account.grantsNone')}</p>;
  return (
    <>
      <p className={classes.detail}>{t('account.grants')}</p>
      <ul className={classes.list}>
        {grants.map(({ convention, organisation, territories, until }) => (
          <li key={`${convention} ${organisation} ${until} ${territories.join(' ')}`}>
            {convention}, {t('account.territories', { count: territories.length })},{' '}
            {t('account.until', { day: day.format(new Date(until)) })}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Leaves for where the server says: what the page holds was read by somebody who is no longer there. */
async function signOut(): Promise<void> {
  const response = await fetch('/access/sign-out', { method: 'POST' });
  const { location }: { readonly location: string } = await response.json();
  window.location.assign(location);
}
