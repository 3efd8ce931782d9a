import { useQuery } from '@apollo/client/react';
import { Select, Skeleton, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Failure } from '../../components/failure.tsx';
import { formatMoment, formatNumber } from '../../format.ts';
import { ChangesDocument, type ChangesQuery } from '../../graphql/generated.ts';
import { useLanguage, useLocale } from '../../i18n/i18n.ts';
import classes from './data.module.css';
import type { Publication } from './in-service.tsx';

/** What distinguishes two publications, delivery by delivery: the address names both. */
export function ChangesBetween({ publications }: { readonly publications: readonly Publication[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [parameters, setParameters] = useSearchParams();
  const known = (id: string | null): string | undefined => publications.find((one) => one.id === id)?.id;
  const to = known(parameters.get('a')) ?? publications.find(({ current }) => current)?.id ?? publications[0]?.id ?? '';
  const from = known(parameters.get('de')) ?? publications[publications.findIndex(({ id }) => id === to) + 1]?.id ?? to;
  const { data, error, refetch } = useQuery(ChangesDocument, {
    variables: { from, to, language: useLanguage() },
    skip: from === to,
  });
  const choices = publications.map(({ id, publishedAt }) => ({ value: id, label: formatMoment(locale, publishedAt) }));
  const change = (name: 'de' | 'a') => (id: string | null) => {
    const next = new URLSearchParams(parameters);
    if (id) next.set(name, id);
    setParameters(next, { preventScrollReset: true });
  };
  return (
    <section aria-labelledby="changes-between">
      <h3 id="changes-between">{t('data.between')}</h3>
      <div className={classes.between}>
        <Select label={t('data.from')} value={from} data={choices} onChange={change('de')} allowDeselect={false} />
        <Select label={t('data.to')} value={to} data={choices} onChange={change('a')} allowDeselect={false} />
      </div>
      {from === to && <p>{t('data.same')}</p>}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {from !== to && !data && !error && <Skeleton height={120} />}
      {data && from !== to && <Deliveries deliveries={data.publicationChanges.deliveries} />}
    </section>
  );
}

type Delivery = ChangesQuery['publicationChanges']['deliveries'][number];

function Deliveries({ deliveries }: { readonly deliveries: readonly Delivery[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (deliveries.length === 0) return <p>{t('data.noChange')}</p>;
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing={6} captionSide="top" className="tabular">
        <Table.Caption className="visually-hidden">{t('data.betweenCaption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('data.source')}</Table.Th>
            <Table.Th scope="col">{t('data.change')}</Table.Th>
            {(['figuresAdded', 'figuresChanged', 'figuresRemoved'] as const).map((name) => (
              <Table.Th key={name} scope="col" ta="right">
                {t(`data.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map(({ kind, before, after, figuresAdded, figuresChanged, figuresRemoved }) => {
            const input = after ?? before;
            return (
              <Table.Tr key={`${input?.source.id} ${input?.vintage}`}>
                <Table.Th scope="row" fw={400}>
                  {input?.source.title}, {input?.vintage}
                  <span className={classes.detail}>{input?.file}</span>
                </Table.Th>
                <Table.Td>{t(`data.${kind}`)}</Table.Td>
                <Table.Td ta="right">{formatNumber(locale, figuresAdded)}</Table.Td>
                <Table.Td ta="right">{formatNumber(locale, figuresChanged)}</Table.Td>
                <Table.Td ta="right">{formatNumber(locale, figuresRemoved)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
