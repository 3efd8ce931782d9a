import { useMutation } from '@apollo/client/react';
import { Badge, Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../components/failure.tsx';
import { formatDay, formatMoment, formatNumber } from '../../format.ts';
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
  return (
    <section aria-labelledby="publications" className={classes.section}>
      <h2 id="publications">{t('data.publications')}</h2>
      <p className={classes.note}>{t('data.publicationsText')}</p>
      {mayRollBack && publications.length > 1 && <RollBack onChange={onChange} />}
      {publications.length > 1 && <ChangesBetween publications={publications} />}
      <ol className={classes.publications}>
        {publications.map(({ id, publishedAt, current, cells, referenceVintage, changes }) => (
          <li key={id} className={classes.publication}>
            <h3>
              {formatMoment(locale, publishedAt)}
              {current && (
                <Badge variant="light" c="var(--ink)">
                  {t('data.current')}
                </Badge>
              )}
            </h3>
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
        ))}
      </ol>
    </section>
  );
}

/** Asks before it changes what everybody reads. */
function RollBack({ onChange }: Pick<PublicationsProps, 'onChange'>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [asking, question] = useDisclosure(false);
  const [rollBack, { data, error, loading }] = useMutation(RollBackDocument, {
    onCompleted: () => {
      question.close();
      onChange();
    },
  });
  return (
    <div>
      <Button variant="default" size="xs" mb="sm" onClick={question.open}>
        {t('data.rollback')}
      </Button>
      <p role="status">{data && t('data.rollbackDone', { day: formatDay(locale, data.rollback.publishedAt) })}</p>
      <Modal
        opened={asking}
        onClose={question.close}
        title={t('data.rollback')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <p>{t('data.rollbackAsk')}</p>
        {error && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={question.close}>
            {t('data.cancel')}
          </Button>
          <Button loading={loading} onClick={() => void rollBack()}>
            {t('data.confirm')}
          </Button>
        </Group>
      </Modal>
    </div>
  );
}
