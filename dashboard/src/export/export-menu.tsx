import { Button, Menu, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../components/download.ts';
import { toCsv } from './csv.ts';
import { downloadServed, Refused } from './download-served.ts';
import classes from './export-menu.module.css';
import { type Figure, toPng, toSvg } from './figure.ts';
import { useFileWords } from './file-words.ts';
import type { ShownPart, ShownTable } from './shown-table.ts';

const SERVED = ['csv', 'csvPlain', 'xlsx', 'parquet', 'json'] as const;
export type ServedFormat = (typeof SERVED)[number];

interface ExportMenuProps {
  /** What is on the screen, read when a format is chosen; undefined while there is nothing to export. */
  readonly table?: (() => ShownTable) | undefined;
  /** Files that the server writes, in the place of those of `table`. */
  readonly served?: ((format: ServedFormat) => string) | undefined;
  /** The chart on the screen. */
  readonly figure?: (() => Figure | undefined) | undefined;
  readonly printable?: boolean;
  readonly size?: 'xs' | 'sm';
  /** What is exported, said aloud where a page has several menus. */
  readonly of?: string;
}

/** The ways to leave with what is on the screen. */
export function ExportMenu({ table, served, figure, printable = false, size = 'sm', of }: ExportMenuProps) {
  const { t } = useTranslation();
  const words = useFileWords();
  const [failure, setFailure] = useState<string>();
  const [preparing, setPreparing] = useState(0);
  const [opened, setOpened] = useState(false);
  const attempt = (write: () => Promise<void>) => () => {
    setFailure(undefined);
    setPreparing((count) => count + 1);
    write()
      .catch((error: unknown) => setFailure(error instanceof Refused ? error.message : t('export.failed')))
      .finally(() => setPreparing((count) => count - 1));
  };
  /** A link that is opened in a tab of its own, or copied, stays one. */
  const serve = (format: ServedFormat) => (event: MouseEvent) => {
    if (!served || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    attempt(() => downloadServed(served(format)))();
  };
  const csv = (shown: ShownTable, style: 'excel' | 'plain') => async () =>
    download(
      `${shown.file}${style === 'plain' ? `-${t('export.plainFile')}` : ''}.csv`,
      toCsv(shown, style, words),
      'text/csv;charset=utf-8',
    );
  const xlsx = (shown: ShownTable) => async () => {
    const { toXlsx } = await import('./xlsx.ts');
    download(`${shown.file}.xlsx`, await toXlsx(shown, words));
  };
  const image = (format: 'png' | 'svg') => async () => {
    const shown = figure?.();
    if (!shown) return;
    const address = `${t('export.address')}${t('common.colon')}${window.location.href}`;
    const drawn = { ...shown, notes: [...shown.notes, address] };
    const content = format === 'svg' ? toSvg(drawn) : await toPng(drawn);
    download(`${drawn.file}.${format}`, content, 'image/svg+xml;charset=utf-8');
  };
  return (
    <>
      <Menu
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        withinPortal={false}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <Button
            variant="default"
            size={size}
            data-print="hidden"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!table && !served && !figure}
            aria-busy={preparing > 0}
            {...(of === undefined ? {} : { 'aria-label': `${t('export.menu')}${t('common.colon')}${of}` })}
          >
            {t('export.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {table && (
            <>
              <Menu.Item onClick={() => attempt(csv(table(), 'excel'))()}>{t('export.csv')}</Menu.Item>
              <Menu.Item onClick={() => attempt(csv(table(), 'plain'))()}>{t('export.csvPlain')}</Menu.Item>
              {opened && (
                <PartItems table={table} onChoose={(part) => attempt(csv({ ...part, facts: [] }, 'plain'))()} />
              )}
              <Menu.Item onClick={() => attempt(xlsx(table()))()}>{t('export.xlsx')}</Menu.Item>
            </>
          )}
          {served &&
            SERVED.map((format) => (
              <Menu.Item key={format} component="a" href={served(format)} download onClick={serve(format)}>
                {t(`export.${format}`)}
              </Menu.Item>
            ))}
          {figure && (
            <>
              <Menu.Item onClick={attempt(image('png'))}>{t('export.png')}</Menu.Item>
              <Menu.Item onClick={attempt(image('svg'))}>{t('export.svg')}</Menu.Item>
            </>
          )}
          {printable && <Menu.Item onClick={() => window.print()}>{t('export.print')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <div role="status" data-print="hidden" className={classes.status}>
        {preparing > 0 && (
          <>
            <Progress value={100} animated aria-hidden />
            {t('export.preparing')}
          </>
        )}
      </div>
      {failure !== undefined && <p role="alert">{failure}</p>}
    </>
  );
}

interface PartItemsProps {
  readonly table: () => ShownTable;
  readonly onChoose: (part: ShownPart) => void;
}

/** A plain CSV holds one table: the others of the page are files of their own. */
function PartItems({ table, onChoose }: PartItemsProps) {
  const { t } = useTranslation();
  return table().more?.map((part) => (
    <Menu.Item key={part.file} onClick={() => onChoose(part)}>
      {t('export.csvPlainOf', { title: part.title })}
    </Menu.Item>
  ));
}
