import { Badge, Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatMoment, formatNumber } from '../../format.ts';
import type { DataQuery } from '../../graphql/generated.ts';
import { useLocale } from '../../i18n/i18n.ts';
import classes from './data.module.css';
import { data } from './messages.ts';
import { QuarantinePanel } from './quarantine-panel.tsx';
import { useSetAside } from './use-set-aside.ts';

type Load = DataQuery['loads'][number];

interface LoadsProps {
  readonly loads: readonly Load[];
  /** Names of sources by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** May the reader see the rows that were set aside? */
  readonly mayReadRows: boolean;
  /** Asks for older ones; undefined when all are listed. */
  readonly onMore: (() => void) | undefined;
}

/** The last loads: what became of each, and why rows were set aside. */
export function Loads({ loads, titles, mayReadRows, onMore }: LoadsProps) {
  const { t } = useTranslation();
  const [shown, show] = useSetAside();
  const titleOf = ({ source }: Load): string => titles.get(source) ?? source;
  const open = loads.find(({ id }) => id === shown);
  return (
    <section aria-labelledby="loads" className={classes.section}>
      <h2 id="loads">{t('data.loads')}</h2>
      <p className={classes.note}>{t('data.loadsText')}</p>
      {loads.length === 0 ? (
        <p>{t('data.noLoads')}</p>
      ) : (
        <Table.ScrollContainer
          minWidth="var(--wide-table)"
          className={classes.scroll ?? ''}
          scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        >
          <Table verticalSpacing={6} captionSide="top" className={`tabular ${classes.stacked}`}>
            <Table.Caption className="visually-hidden">{t('data.loadsCaption')}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('data.when')}</Table.Th>
                <Table.Th scope="col">{t('data.source')}</Table.Th>
                <Table.Th scope="col">{t('data.verdict')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('data.rows')}
                </Table.Th>
                <Table.Th scope="col">{t('data.aside')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {loads.map((load) => (
                <LoadRow
                  key={load.id}
                  load={load}
                  title={titleOf(load)}
                  onShow={mayReadRows ? () => show(load.id) : undefined}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {onMore && (
        <Button variant="default" onClick={onMore}>
          {t('data.olderLoads')}
        </Button>
      )}
      {mayReadRows && (
        <QuarantinePanel
          load={open?.id}
          title={open ? [titleOf(open), open.vintage].filter(Boolean).join(', ') : ''}
          onClose={() => show(undefined)}
        />
      )}
    </section>
  );
}

const VARIANTS = { PUBLISHED: 'light', UNCHANGED: 'default', REFUSED: 'outline' } as const;

interface LoadRowProps {
  readonly load: Load;
  readonly title: string;
  /** Undefined for those who may not see the rows. */
  readonly onShow: (() => void) | undefined;
}

function LoadRow({ load, title, onShow }: LoadRowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { source, vintage, file, verdict, problem, overrides, rowsIn, quarantine } = load;
  return (
    <Table.Tr>
      <Table.Td className={classes.when ?? ''}>{formatMoment(locale, load.startedAt)}</Table.Td>
      <Table.Th scope="row" fw={400} className={classes.wide ?? ''}>
        {[title, vintage].filter(Boolean).join(', ')}
        {file !== null && file !== source && <span className={classes.detail}>{file}</span>}
      </Table.Th>
      <Table.Td className={classes.wide ?? ''}>
        <Badge variant={VARIANTS[verdict]} color={verdict === 'REFUSED' ? 'orange' : 'gray'} c="var(--ink)">
          {t(`data.${verdict}`)}
        </Badge>
        {problem !== null && <span className={classes.detail}>{problem}</span>}
        {overrides.map(({ audit, problem: found, reason }) => (
          <span key={audit} className={classes.detail}>
            {t('data.override', { audit, problem: found, reason })}
          </span>
        ))}
      </Table.Td>
      <Table.Td ta="right" data-label={t('data.rows')}>
        {formatNumber(locale, rowsIn)}
      </Table.Td>
      <Table.Td className={classes.wide ?? ''} data-label={t('data.aside')}>
        {quarantine.length === 0
          ? t('data.asideNone')
          : quarantine.map(({ code, rows }) => (
              <span key={code} className={classes.detail}>
                {t('data.reason', {
                  count: rows,
                  formatted: formatNumber(locale, rows),
                  why: isReason(code) ? t(`data.${code}`) : t('data.otherReason', { code }),
                })}
              </span>
            ))}
        {quarantine.length > 0 && onShow && (
          <Button variant="subtle" size="compact-sm" px={0} onClick={onShow}>
            {t('data.quarantineShow')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const REASONS = [
  'CODE_UNKNOWN',
  'CODE_ARRONDISSEMENT',
  'CODE_OF_PART',
  'CODE_OF_OTHER_LEVEL',
  'CODE_OF_OTHER_VINTAGE',
  'ROW_DUPLICATE',
  'VALUE_INVALID',
] as const satisfies readonly (keyof typeof data.fr)[];

function isReason(code: string): code is (typeof REASONS)[number] {
  return REASONS.some((reason) => reason === code);
}
