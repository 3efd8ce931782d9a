import { useMutation } from '@apollo/client/react';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Failure } from '../components/failure.tsx';
import { formatDay } from '../format.ts';
import {
  DeleteViewDocument,
  RenameViewDocument,
  SavedViewsDocument,
  type SavedViewsQuery,
} from '../graphql/generated.ts';
import { useLocale } from '../i18n/i18n.ts';
import { CAN_COPY, toLink } from './save-view-menu.tsx';
import classes from './views.module.css';

type View = SavedViewsQuery['savedViews'][number];
type Doing = 'reading' | 'renaming' | 'removing';

/** One saved view: opened by its name; renamed, removed once that is confirmed, by those who may. */
export function SavedView({ view }: { readonly view: View }) {
  const [doing, setDoing] = useState<Doing>('reading');
  const stop = () => setDoing('reading');
  if (doing === 'renaming') return <Renaming view={view} onDone={stop} />;
  if (doing === 'removing') return <Removing view={view} onDone={stop} />;
  return <Reading view={view} onDo={setDoing} />;
}

function Reading({ view, onDo }: { readonly view: View; readonly onDo: (doing: Doing) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const clipboard = useClipboard();
  const { name, state, createdAt, mayChange } = view;
  return (
    <li className={classes.view}>
      <span>
        <Link to={state}>{name}</Link>{' '}
        <span className={classes.day}>{t('views.savedOn', { day: formatDay(locale, createdAt) })}</span>
      </span>
      <span className={classes.tools}>
        {CAN_COPY && (
          <Tool
            label={clipboard.copied ? t('views.copied') : t('views.copyOf', { name })}
            onClick={() => clipboard.copy(toLink(state))}
          >
            {clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />}
          </Tool>
        )}
        {mayChange && (
          <>
            <Tool label={t('views.rename', { name })} onClick={() => onDo('renaming')}>
              <IconPencil size={16} aria-hidden />
            </Tool>
            <Tool label={t('views.remove', { name })} onClick={() => onDo('removing')}>
              <IconTrash size={16} aria-hidden />
            </Tool>
          </>
        )}
      </span>
    </li>
  );
}

interface ToolProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Tool({ label, onClick, children }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="md"
      className={classes.opener ?? ''}
      aria-label={label}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

interface ChangeProps {
  readonly view: View;
  readonly onDone: () => void;
}

function Renaming({ view, onDone }: ChangeProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(view.name);
  const [isBlank, setBlank] = useState(false);
  const [rename, { error, loading }] = useMutation(RenameViewDocument);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // What went wrong is shown as `error`.
    setBlank(name.trim() === '');
    if (name.trim() !== '') rename({ variables: { id: view.id, name } }).then(onDone, () => undefined);
  };
  return (
    <li>
      <form className={classes.change} onSubmit={submit}>
        <TextInput
          className={classes.name ?? ''}
          aria-label={t('views.name')}
          value={name}
          maxLength={120}
          required
          error={isBlank && t('views.blankName')}
          autoFocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" loading={loading}>
          {t('views.confirm')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t('views.cancel')}
        </Button>
      </form>
      {error && <Failure error={error} />}
    </li>
  );
}

function Removing({ view, onDone }: ChangeProps) {
  const { t } = useTranslation();
  const [remove, { error, loading }] = useMutation(DeleteViewDocument, {
    variables: { id: view.id },
    refetchQueries: [SavedViewsDocument],
  });
  return (
    <li>
      <div className={classes.change} role="alert">
        <span>{t('views.removeSure', { name: view.name })}</span>
        <Button
          size="xs"
          variant="default"
          c="var(--worse)"
          loading={loading}
          onClick={() => void remove().catch(() => undefined)}
        >
          {t('views.removeConfirm')}
        </Button>
        <Button size="xs" variant="default" autoFocus onClick={onDone}>
          {t('views.cancel')}
        </Button>
      </div>
      {error && <Failure error={error} />}
    </li>
  );
}
