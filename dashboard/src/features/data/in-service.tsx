import { Anchor, Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatDay, formatNumber } from '../../format.ts';
import type { DataQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import classes from './data.module.css';
import { useSetAside } from './use-set-aside.ts';

export type Publication = DataQuery['publications'][number];

interface InServiceProps {
  readonly publication: Publication;
  /** Loads whose rows set aside the reader may see. */
  readonly readable: DataQuery['loads'];
}

/** The publication that answers, and the files that it is made of. */
export function InService({ publication, readable }: InServiceProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [, show] = useSetAside();
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
      <Table.ScrollContainer
        minWidth="var(--wide-table)"
        className={classes.scroll ?? ''}
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      >
        <Table verticalSpacing={6} captionSide="top" className={`tabular ${classes.stacked}`}>
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
            {publication.inputs.map(({ source, vintage, file, rowsIn, rowsQuarantined, loadedAt }, index) => (
              <Table.Tr key={`${source.id} ${vintage}`}>
                {publication.inputs[index - 1]?.source.id !== source.id && (
                  <Table.Th
                    scope="rowgroup"
                    rowSpan={vintagesFrom(publication.inputs, index)}
                    fw={400}
                    className={classes.source ?? ''}
                  >
                    <Anchor href={source.landingPage} target="_blank" rel="noreferrer" inherit>
                      {source.title}
                    </Anchor>
                    <span className={classes.detail}>
                      {t('data.licence', { producer: source.producer, licence: source.licence })}
                    </span>
                  </Table.Th>
                )}
                <Table.Th scope="row" fw={400}>
                  {vintage}
                </Table.Th>
                <Table.Td className={classes.file ?? ''}>{file}</Table.Td>
                <Table.Td ta="right" data-label={t('data.rows')}>
                  {formatNumber(locale, rowsIn)}
                </Table.Td>
                <Table.Td ta="right" data-label={t('data.aside')}>
                  <Aside
                    rows={rowsQuarantined}
                    load={readable.find((load) => isOf(load, source.id, vintage) && load.quarantine.length > 0)?.id}
                    what={[source.title, vintage].join(', ')}
                    onShow={show}
                  />
                </Table.Td>
                <Table.Td data-label={t('data.loaded')}>{formatDay(locale, loadedAt)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

/** How many vintages of one source follow each other from there on: its name stands once beside them. */
function vintagesFrom(inputs: readonly { readonly source: { readonly id: string } }[], start: number): number {
  const end = inputs.findIndex(({ source }, index) => index > start && source.id !== inputs[start]?.source.id);
  return (end === -1 ? inputs.length : end) - start;
}

function isOf({ source, vintage }: DataQuery['loads'][number], wanted: string, of: string): boolean {
  return source === wanted && vintage === of;
}

interface AsideProps {
  readonly rows: number;
  /** The load that set them aside; undefined when it cannot be read. */
  readonly load: string | undefined;
  readonly what: string;
  readonly onShow: (load: string) => void;
}

/** How many rows of a file were set aside, and the way to them for who may read them. */
function Aside({ rows, load, what, onShow }: AsideProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (rows === 0) return t('data.asideNone');
  const count = formatNumber(locale, rows);
  if (load === undefined) return count;
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      px={0}
      aria-label={t('data.quarantineOf', { rows: count, what })}
      onClick={() => onShow(load)}
    >
      {count}
    </Button>
  );
}
