import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatDay, formatNumber } from '../../format.ts';
import type { DataQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import classes from './data.module.css';

export type Publication = DataQuery['publications'][number];

/** The publication that answers, and the files that it is made of. */
export function InService({ publication }: { readonly publication: Publication }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <section aria-labelledby="in-service" className={classes.section}>
      <h2 id="in-service">{t('data.inService')}</h2>
      <p className={classes.note}>
        {t('data.inServiceText', {
          day: formatDay(locale, publication.publishedAt),
          cells: formatNumber(locale, publication.cells),
          vintage: publication.referenceVintage,
        })}
      </p>
      <Table.ScrollContainer minWidth={760}>
        <Table verticalSpacing={6} captionSide="top" className="tabular">
          <Table.Caption className="visually-hidden">{t('data.inputsCaption')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('data.source')}</Table.Th>
              <Table.Th scope="col">{t('data.vintage')}</Table.Th>
              <Table.Th scope="col">{t('data.file')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('data.rows')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('data.aside')}
              </Table.Th>
              <Table.Th scope="col">{t('data.loaded')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {publication.inputs.map(({ source, vintage, file, rowsIn, rowsQuarantined, loadedAt }) => (
              <Table.Tr key={`${source.id} ${vintage}`}>
                <Table.Th scope="row" fw={400} className={classes.wide ?? ''}>
                  <Anchor href={source.landingPage} target="_blank" rel="noreferrer" inherit>
                    {source.title}
                  </Anchor>
                  <span className={classes.detail}>
                    {t('data.licence', { producer: source.producer, licence: source.licence })}
                  </span>
                </Table.Th>
                <Table.Td>{vintage}</Table.Td>
                <Table.Td>{file}</Table.Td>
                <Table.Td ta="right">{formatNumber(locale, rowsIn)}</Table.Td>
                <Table.Td ta="right">
                  {rowsQuarantined > 0 ? formatNumber(locale, rowsQuarantined) : t('data.asideNone')}
                </Table.Td>
                <Table.Td>{formatDay(locale, loadedAt)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
