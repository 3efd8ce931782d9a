import { Alert, Button } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useViewer } from '../account/use-viewer.ts';
import { query } from '../url.ts';
import classes from './link-notice.module.css';
import { type Rules, type UnusedPart, unusedParts, withoutParts } from './rules.ts';

interface LinkNoticeProps {
  readonly rules: Rules;
  /** What could not be used for a reason that the address alone does not tell. */
  readonly more?: readonly UnusedPart[];
}

/** Names what is after `#` in an address. */
export const HASH = '#';

/** Says which parts of the address the page could not use, and what it shows instead; offers to take them out. */
export function LinkNotice({ rules, more = [] }: LinkNoticeProps) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const navigate = useNavigate();
  const viewer = useViewer();
  const maySignIn = viewer?.signIn != null && viewer.name == null;
  const parameters = new URLSearchParams(search);
  const told = unusedParts(parameters, rules);
  const parts = [...told, ...more.filter((part) => !told.some((one) => isSame(one, part)))];
  const remove = () =>
    void navigate(
      { search: query(Object.fromEntries(withoutParts(parameters, parts))) },
      { replace: true, preventScrollReset: true },
    );
  return (
    <div role="status" data-print="hidden">
      {parts.length > 0 && (
        <Alert
          className={classes.notice ?? ''}
          role="note"
          variant="outline"
          color="orange"
          icon={<IconLinkOff aria-hidden />}
          title={t('link.title', { count: parts.length })}
          styles={{ title: { color: 'var(--worse)' }, icon: { color: 'var(--worse)' } }}
        >
          <ul className={classes.parts}>
            {parts.map(({ name, value, why, instead, shown }) => (
              <li key={`${name} ${value}`}>
                <code>{name === HASH ? `#${value}` : `${name}=${value}`}</code>
                {t('common.colon')}
                {t(`link.${why}`)} {t(`link.instead${instead}`, { shown: shown ?? '' })}
                {why === 'INDICATOR' && maySignIn && ` ${t('link.signIn')}`}
              </li>
            ))}
          </ul>
          <Button size="xs" variant="default" onClick={remove}>
            {t('link.remove')}
          </Button>
        </Alert>
      )}
    </div>
  );
}

function isSame(one: UnusedPart, other: UnusedPart): boolean {
  return one.name === other.name && one.value === other.value;
}
