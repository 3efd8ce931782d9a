import { useMutation } from '@apollo/client/react';
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { useClipboard, useDisclosure } from '@mantine/hooks';
import { IconStar } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Failure } from '../components/failure.tsx';
import { SavedViewsDocument, SaveViewDocument } from '../graphql/generated.ts';
import { baseOf, localeAt } from '../i18n/address.ts';
import { LONGEST_NAME, useProposedName } from './use-proposed-name.ts';
import classes from './views.module.css';

/** Browsers let a page write to the clipboard over HTTPS or on the machine itself only. */
export const CAN_COPY = 'clipboard' in navigator;

/** Gives the view on the screen a name, under which the home page lists it. */
export function SaveViewMenu() {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const [opened, menu] = useDisclosure(false);
  const [name, setName] = useState('');
  /** Whether a name of spaces only was given. */
  const [isBlank, setBlank] = useState(false);
  const [save, { data, error, loading, reset }] = useMutation(SaveViewDocument, {
    refetchQueries: [SavedViewsDocument],
  });
  const clipboard = useClipboard();
  const propose = useProposedName();
  const open = () => {
    reset();
    clipboard.reset();
    setName(propose());
    setBlank(false);
    menu.open();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBlank(name.trim() === '');
    if (name.trim() === '') return;
    // What went wrong is shown as `error`.
    save({ variables: { name, state: pathname + search } }).catch(() => undefined);
  };
  return (
    <Popover
      opened={opened}
      onDismiss={menu.close}
      position="bottom-end"
      width="min(20rem, calc(100vw - 1rem))"
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
          aria-label={t('views.save')}
          title={t('views.save')}
          onClick={opened ? menu.close : open}
        >
          <IconStar size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('views.save')}>
        {data ? (
          <>
            <p role="status" className={classes.text}>
              {t('views.saved', { name: data.saveView.name })}
            </p>
            <a className={classes.link} href={toLink(data.saveView.state)}>
              {toLink(data.saveView.state)}
            </a>
            {CAN_COPY && (
              <Button size="xs" variant="default" onClick={() => clipboard.copy(toLink(data.saveView.state))}>
                {clipboard.copied ? t('views.copied') : t('views.copy')}
              </Button>
            )}
          </>
        ) : (
          <form onSubmit={submit}>
            <TextInput
              label={t('views.name')}
              description={t('views.saveHelp')}
              value={name}
              maxLength={LONGEST_NAME}
              required
              error={isBlank && t('views.blankName')}
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {error && <Failure error={error} />}
            <div className={classes.actions}>
              <Button type="submit" size="xs" loading={loading}>
                {t('views.confirm')}
              </Button>
              <Button size="xs" variant="default" onClick={menu.close}>
                {t('views.cancel')}
              </Button>
            </div>
          </form>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The address that opens a view anywhere, in the language of the page. */
export function toLink(state: string): string {
  return window.location.origin + baseOf(localeAt(window.location.pathname)) + state;
}
