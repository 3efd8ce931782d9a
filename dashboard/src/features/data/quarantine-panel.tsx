import { Alert, Anchor, Skeleton, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SidePanel } from '../../components/side-panel.tsx';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { quarantineAddress, useQuarantine } from './use-quarantine.ts';

/** Rows shown; the file has them all. */
const SHOWN = 200;

interface QuarantinePanelProps {
  /** Undefined closes the panel, which gives the focus back to what opened it. */
  readonly load: string | undefined;
  readonly title: string;
  readonly onClose: () => void;
}

/** The rows that a load set aside, with the reason of each, and their file to correct. */
export function QuarantinePanel({ load, title, onClose }: QuarantinePanelProps) {
  const { t } = useTranslation();
  return (
    <SidePanel title={t('data.quarantine')} opened={load !== undefined} onClose={onClose} size="xl">
      {load !== undefined && (
        <>
          <p>{title}</p>
          <Rows load={load} />
        </>
      )}
    </SidePanel>
  );
}

function Rows({ load }: { readonly load: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { table, problem, isGone } = useQuarantine(load);
  return (
    <>
      {problem !== undefined && (
        <Alert variant="outline" color="orange" role="alert" c="var(--ink)">
          {problem || t('common.failureNetwork')}
        </Alert>
      )}
      {isGone && <p>{t('data.quarantineGone')}</p>}
      {!table && !isGone && problem === undefined && <Skeleton height={320} />}
      {table && (
        <>
          <p>
            {t('data.quarantineText', {
              count: table.rows.length,
              formatted: formatNumber(locale, table.rows.length),
            })}{' '}
            <Anchor href={quarantineAddress(load)} download inherit underline="always">
              {t('data.quarantineDownload')}
            </Anchor>
          </p>
          <Table.ScrollContainer
            minWidth={720}
            scrollAreaProps={{
              viewportProps: { tabIndex: 0, role: 'group', 'aria-label': t('data.quarantine') },
            }}
          >
            <Table verticalSpacing={4} captionSide="top" fz="sm">
              <Table.Caption className="visually-hidden">{t('data.quarantine')}</Table.Caption>
              <Table.Thead>
                <Table.Tr>
                  {table.titles.map((name) => (
                    <Table.Th key={name} scope="col">
                      {name}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {table.rows.slice(0, SHOWN).map((row, line) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows never move, and nothing else tells two of them apart
                  <Table.Tr key={line}>
                    {table.titles.map((name, index) => (
                      <Table.Td key={name}>{row[index]}</Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          {table.rows.length > SHOWN && <p>{t('data.quarantineMore', { count: SHOWN })}</p>}
        </>
      )}
    </>
  );
}
