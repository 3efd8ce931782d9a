import { Skeleton } from '@mantine/core';
import { IconDatabaseOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { Warnings } from '../../components/warnings.tsx';
import { ExportMenu } from '../../export/export-menu.tsx';
import { PrintedSources } from '../../export/printed-sources.tsx';
import { formatNumber } from '../../format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import { type Differences, useDifferences } from './api/use-differences.ts';
import { type Figure, useFigures } from './api/use-figures.ts';
import { FigureCard } from './figure-card.tsx';
import { FigureTable } from './figure-table.tsx';
import type { PortraitTerritory } from './identity.tsx';
import classes from './portrait.module.css';
import { useShownTable } from './use-shown-table.ts';

/** Below this population, the reader is sent to the EPCI as well. A matter of display: no figure changes. */
const SMALL_COMMUNE = 2_000;

interface FiguresProps {
  readonly territory: PortraitTerritory;
  readonly catalogue: Catalogue;
}

/** The figures of a territory, theme by theme: cards for the key figures, a table for the others. */
export function Figures({ territory, catalogue }: FiguresProps) {
  const { t } = useTranslation();
  const { figures, answer, warnings, error, retry } = useFigures(territory.id, catalogue);
  const toShownTable = useShownTable();
  const differences = useDifferences(territory.id, catalogue);
  if (error && !figures) return <Failure error={error} retry={retry} />;
  if (!figures) return <FiguresSkeleton />;
  const known = figures.filter((figure) => figure.value !== null || figure.history.some(({ value }) => value !== null));
  if (known.length === 0 && figures.every(({ state }) => state === 'NOT_AVAILABLE')) {
    return (
      <Empty title={t('portrait.noFigures')} icon={<IconDatabaseOff size={32} />}>
        {t('portrait.noFiguresText')}
      </Empty>
    );
  }
  return (
    <>
      <div className={classes.leave} data-print="hidden">
        <ExportMenu table={answer && (() => toShownTable({ territory, figures: known, answer }))} size="xs" printable />
      </div>
      <SmallCommune territory={territory} />
      <Warnings warnings={warnings} />
      {catalogue.themes.map(({ id, label }) => (
        <Theme
          key={id}
          id={id}
          label={label}
          territory={territory}
          differences={differences}
          figures={figures.filter(({ indicator }) => indicator.theme.id === id)}
        />
      ))}
      {answer && (
        <PrintedSources
          indicators={known.map(({ indicator }) => indicator)}
          publishedAt={answer.publication.publishedAt}
        />
      )}
    </>
  );
}

interface ThemeProps {
  readonly id: string;
  readonly label: string;
  readonly territory: PortraitTerritory;
  readonly figures: readonly Figure[];
  readonly differences: Differences;
}

function Theme({ id, label, territory, figures, differences }: ThemeProps) {
  const { t } = useTranslation();
  if (figures.length === 0) return null;
  const keys = figures.filter(({ indicator }) => indicator.keyRank !== null);
  const others = figures.filter(({ indicator }) => indicator.keyRank === null);
  const cautions = [...new Set(figures.flatMap(({ indicator }) => indicator.cautions))];
  return (
    <section aria-labelledby={`theme-${id}`} className={classes.section}>
      <h2 id={`theme-${id}`} className={classes.theme}>
        {label}
      </h2>
      <div className={classes.cards} data-count={keys.length}>
        {keys.map((figure) => (
          <FigureCard key={figure.indicator.id} figure={figure} territory={territory} differences={differences} />
        ))}
      </div>
      {others.length > 0 && <FigureTable caption={t('portrait.otherFigures')} figures={others} territory={territory} />}
      {cautions.length > 0 && (
        <details className={classes.cautions}>
          <summary>{t('portrait.cautions')}</summary>
          <ul>
            {cautions.map((caution) => (
              <li key={caution}>{caution}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function SmallCommune({ territory }: { readonly territory: PortraitTerritory }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const epci = territory.parents.find(({ level }) => level === 'EPCI');
  const small = territory.level === 'COMMUNE' && territory.population != null && territory.population < SMALL_COMMUNE;
  if (!small || !epci) return null;
  return (
    <div className={classes.small}>
      <strong>{t('portrait.small', { name: epci.name })}</strong>
      <span>{t('portrait.smallText', { limit: formatNumber(locale, SMALL_COMMUNE) })}</span>
    </div>
  );
}

function FiguresSkeleton() {
  const { t } = useTranslation();
  return (
    <div aria-busy="true">
      <span role="status" className="visually-hidden">
        {t('common.loading')}
      </span>
      <Skeleton height={28} width="20%" my="lg" />
      <div className={classes.cards}>
        {['a', 'b', 'c'].map((key) => (
          <Skeleton key={key} height={260} />
        ))}
      </div>
    </div>
  );
}
