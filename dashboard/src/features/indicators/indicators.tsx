import { Skeleton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'react-router';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Page } from '../../components/page.tsx';
import { ExportMenu } from '../../export/export-menu.tsx';
import { type Catalogue, useCatalogue } from '../../indicators/use-catalogue.ts';
import { useIndicatorSearch } from '../../indicators/use-indicator-search.ts';
import { HASH, LinkNotice } from '../../link/link-notice.tsx';
import { type Rules, unreadOfAll } from '../../link/rules.ts';
import { byTheme } from './by-theme.ts';
import { IndicatorSheet } from './indicator-sheet.tsx';
import classes from './indicators.module.css';
import { useShownTable } from './use-shown-table.ts';

/** Sheets drawn at once: they fill a window, the others follow without holding back the page. */
const FIRST_SHEETS = 3;
/** The sheets are of all themes, levels, years and perimeters. */
const RULES: Rules = {
  lists: {},
  single: { theme: unreadOfAll, niveau: unreadOfAll, annee: unreadOfAll, geographie: unreadOfAll },
  free: ['i', 'q'],
};

/** The catalogue: definitions, computation, coverage, cautions, sources. */
export function Indicators() {
  const { t } = useTranslation();
  const { catalogue, error, retry } = useCatalogue();
  return (
    <Page title={t('indicators.title')} heading={t('indicators.title')} lead={t('indicators.lead')}>
      {error !== undefined && !catalogue && <Failure error={error} retry={retry} />}
      {!catalogue && !error && <Skeleton height={480} />}
      {catalogue && <List catalogue={catalogue} />}
    </Page>
  );
}

function List({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const location = useLocation();
  // Other pages name their indicators by `i`: who takes that from them means the sheet.
  const asked = parameters.get('i') ?? '';
  const hash = location.hash === '' && asked !== '' ? `#${encodeURIComponent(asked)}` : location.hash;
  const toShownTable = useShownTable();
  const text = parameters.get('q') ?? '';
  const search = useIndicatorSearch(text);
  const themes = useMemo(
    () => byTheme(catalogue, text.trim() === '' ? undefined : (search.found ?? [])),
    [text, search.found, catalogue],
  );
  const found = useMemo(() => themes.flatMap(({ indicators }) => indicators), [themes]);
  const isWaiting = text.trim() !== '' && !search.found && search.error === undefined;
  const shown = useDeferredValue(found, found.slice(0, FIRST_SHEETS));
  const complete = shown.length >= found.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet of the address may come with the last ones
  useEffect(() => {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  }, [hash, complete]);

  const anchor = decodeURIComponent(hash.slice(1));
  const isNowhere = anchor !== '' && anchor !== 'contenu' && !catalogue.byId.has(anchor);
  return (
    <>
      <LinkNotice
        rules={RULES}
        more={
          isNowhere
            ? [{ name: location.hash === '' ? 'i' : HASH, value: anchor, why: 'INDICATOR', instead: 'OTHERS' }]
            : []
        }
      />
      <div className={classes.layout}>
        <div className={classes.side}>
          <TextInput
            type="search"
            aria-label={t('indicators.search')}
            placeholder={t('indicators.search')}
            leftSection={<IconSearch size={17} aria-hidden />}
            value={text}
            onChange={(event) =>
              setParameters(event.currentTarget.value ? { q: event.currentTarget.value } : {}, {
                replace: true,
                preventScrollReset: true,
              })
            }
          />
          <p role="status" className={classes.count}>
            {isWaiting ? '' : t('indicators.count', { count: found.length })}
          </p>
          <ExportMenu size="xs" table={found.length > 0 ? () => toShownTable(found, text) : undefined} />
          <nav aria-label={t('indicators.themes')} className={classes.contents}>
            {themes.map(({ theme, indicators }) => (
              <div key={theme.id}>
                <p>{theme.label}</p>
                <ul>
                  {indicators.map(({ id, shortLabel }) => (
                    <li key={id}>
                      <a href={`#${id}`}>{shortLabel}</a>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </nav>
        </div>
        <div>
          {search.error !== undefined && <Failure error={search.error} retry={search.retry} />}
          {isWaiting && <Skeleton height={480} />}
          {found.length === 0 && !isWaiting && search.error === undefined && (
            <Empty title={t('indicators.none', { text })}>{t('indicators.noneText')}</Empty>
          )}
          {shown.map((indicator) => (
            <IndicatorSheet key={indicator.id} indicator={indicator} />
          ))}
        </div>
      </div>
    </>
  );
}
