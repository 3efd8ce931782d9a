import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WarningCode } from '../graphql/generated.ts';
import { beginningOf } from './beginning-of.ts';
import { usePrinting } from './use-printing.ts';
import classes from './warnings.module.css';

interface WarningsProps {
  readonly warnings: readonly { readonly code: WarningCode; readonly message: string }[];
}

/** The cautions that came with an answer, folded under their number, unfolded on paper: for pages whose figures come first. */
export function FoldedWarnings({ warnings, unfolded = false }: WarningsProps & { readonly unfolded?: boolean }) {
  const { t } = useTranslation();
  const printing = usePrinting();
  const messages = distinct(warnings);
  if (messages.length === 0) return null;
  return (
    <details className={classes.folded} open={printing || unfolded}>
      <summary>{t('common.warnings', { count: messages.length })}</summary>
      <ul className={classes.list}>
        {messages.map((message) => (
          <li key={message}>
            <Caution message={message} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** On paper, where the figures come first: how many cautions follow them. */
export function WarningsAhead({ warnings }: WarningsProps) {
  const { t } = useTranslation();
  const count = distinct(warnings).length;
  return count === 0 ? null : <p className={classes.ahead}>{t('common.warningsAhead', { count })}</p>;
}

/** The cautions that came with an answer, above its figures. */
export function Warnings({ warnings }: WarningsProps) {
  const { t } = useTranslation();
  const messages = distinct(warnings);
  if (messages.length === 0) return null;
  const [only] = messages;
  return (
    <Alert
      className={classes.warnings ?? ''}
      icon={<IconInfoCircle aria-hidden />}
      title={messages.length > 1 ? t('common.warnings', { count: messages.length }) : undefined}
      aria-label={t('common.warnings', { count: messages.length })}
      role="note"
      classNames={{ title: classes.title ?? '', icon: classes.icon ?? '', message: classes.message ?? '' }}
    >
      {messages.length === 1 ? (
        <Caution message={only!} />
      ) : (
        <ul className={classes.list}>
          {messages.map((message) => (
            <li key={message}>
              <Caution message={message} />
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

/** A long caution, as those that list figures are, shows its beginning; the rest is on demand, and on paper. */
function Caution({ message }: { readonly message: string }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const printing = usePrinting();
  const start = beginningOf(message);
  if (isWhole || printing || start === message) return message;
  return (
    <>
      {start}…{' '}
      <button type="button" className={classes.rest} onClick={() => setWhole(true)}>
        {t('common.rest')}
      </button>
    </>
  );
}

function distinct(warnings: WarningsProps['warnings']): readonly string[] {
  return [...new Set(warnings.map(({ message }) => message))];
}
