import { useMutation } from '@apollo/client/react';
import { Badge, Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../components/failure.tsx';
import { formatMoment, formatNumber } from '../../format.ts';
import { RollBackDocument } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { ChangesBetween } from './changes-between.tsx';
import classes from './data.module.css';
import type { Publication } from './in-service.tsx';

interface PublicationsProps {
  readonly publications: readonly Publication[];
  readonly mayRollBack: boolean;
  readonly onChange: () => void;
}

/** Every publication that can still be read, and what changed in each. */
export function Publications({ publications, mayRollBack, onChange }: PublicationsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [wanted, setWanted] = useState<Publication>();
  const [done, setDone] = useState<string>();
  const current = publications.find((publication) => publication.current);
  return (
    <section aria-labelledby="publications" className={classes.section}>
      <h2 id="publications">{t('data.publications')}</h2>
      <p className={classes.note}>{t('data.publicationsText')}</p>
      <p role="status" className={classes.done}>
        {done && t('data.rollbackDone', { moment: formatMoment(locale, done) })}
      </p>
      {publications.length > 1 && <ChangesBetween publications={publications} />}
      <ol className={classes.publications}>
        {publications.map((publication) => {
          const { id, publishedAt, current: isCurrent, cells, referenceVintage, changes } = publication;
          return (
            <li key={id} className={classes.publication}>
              <h3>
                {formatMoment(locale, publishedAt)}
                {isCurrent && (
                  <Badge variant="light" c="var(--ink)">
                    {t('data.current')}
                  </Badge>
                )}
              </h3>
              {mayRollBack && !isCurrent && (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t('data.rollbackTo', { moment: formatMoment(locale, publishedAt) })}
                  onClick={() => setWanted(publication)}
                >
                  {t('data.confirm')}
                </Button>
              )}
              <p>{t('data.cells', { cells: formatNumber(locale, cells), vintage: referenceVintage })}</p>
              {changes.length === 0 ? (
                <p>{t('data.noChange')}</p>
              ) : (
                <ul>
                  {changes.map((change) => (
                    <li key={change}>{change}</li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ol>
      {!mayRollBack && publications.length > 1 && (
        <p className={classes.note}>
          {t('data.rollbackBy')} <a href="/access/sign-in?to=/donnees">{t('account.signIn')}</a>
        </p>
      )}
      {mayRollBack && (
        <RollBack
          wanted={wanted}
          current={current}
          onClose={() => setWanted(undefined)}
          onDone={(publishedAt) => {
            setWanted(undefined);
            setDone(publishedAt);
            onChange();
          }}
        />
      )}
    </section>
  );
}

interface RollBackProps {
  /** The publication that is to be served; undefined while none is asked for. */
  readonly wanted: Publication | undefined;
  readonly current: Publication | undefined;
  readonly onClose: () => void;
  /** Told the moment of the publication that is served from now on. */
  readonly onDone: (publishedAt: string) => void;
}

/** Asks before it changes what everybody reads. */
function RollBack({ wanted, current, onClose, onDone }: RollBackProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [rollBack, { error, loading, reset }] = useMutation(RollBackDocument);
  const close = () => {
    reset();
    onClose();
  };
  const confirm = async (to: string) => {
    const { data } = await rollBack({ variables: { to } }).catch(() => ({ data: undefined }));
    if (data) onDone(data.rollback.publishedAt);
  };
  return (
    <Modal.Root opened={wanted !== undefined} onClose={close} centered>
      <Modal.Overlay />
      <Modal.Content>
        {/* Its own header would be a second banner of the page. */}
        <div className={classes.questionHead}>
          <Modal.Title>{t('data.confirm')}</Modal.Title>
          <Modal.CloseButton aria-label={t('common.close')} />
        </div>
        <Modal.Body>
          {wanted && (
            <>
              <p>
                {t('data.rollbackAsk', {
                  moment: formatMoment(locale, wanted.publishedAt),
                  cells: formatNumber(locale, wanted.cells),
                })}
              </p>
              {current && <p>{t('data.rollbackInstead', { moment: formatMoment(locale, current.publishedAt) })}</p>}
              {error && <Failure error={error} />}
              <Group justify="flex-end">
                <Button variant="default" onClick={close} data-autofocus>
                  {t('data.cancel')}
                </Button>
                <Button loading={loading} onClick={() => void confirm(wanted.id)}>
                  {t('data.confirm')}
                </Button>
              </Group>
            </>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
