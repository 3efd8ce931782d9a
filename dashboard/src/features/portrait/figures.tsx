import { Skeleton } from '@mantine/core';
import { IconDatabaseOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { usePrinting } from '../../components/use-printing.ts';
import { useView } from '../../components/use-view.ts';
import { FoldedWarnings, Warnings, WarningsAhead } from '../../components/warnings.tsx';
import { ExportMenu } from '../../export/export-menu.tsx';
import { PrintedSources } from '../../export/printed-sources.tsx';
import type { Catalogue } from '../../indicators/use-catalogue.ts';
import { LinkNotice } from '../../link/link-notice.tsx';
import type { UnusedPart } from '../../link/rules.ts';
import { unknownTerritories, useIsUnknown } from '../../link/territory-check.ts';
import { useTerritory } from '../../territories/use-territory.ts';
import { readPortrait, writePortrait } from '../../url.ts';
import { useCautions } from './api/use-cautions.ts';
import { useDifferences } from './api/use-differences.ts';
import { useFigures } from './api/use-figures.ts';
import { citedIn } from './cited-in.ts';
import { Contents } from './contents.tsx';
import { EndedFigures } from './ended-figures.tsx';
import { Highlights } from './highlights.tsx';
import type { PortraitTerritory } from './identity.tsx';
import { PORTRAIT_RULES } from './link-rules.ts';
import classes from './portrait.module.css';
import { PortraitToolbar } from './portrait-toolbar.tsx';
import { maybePyramid } from './pyramid/age-bands.ts';
import { AgePyramid } from './pyramid/age-pyramid.tsx';
import { maybeReading, SmallCommune } from './small-commune.tsx';
import { ThemeSection, themeAnchor } from './theme-section.tsx';
import { toHighlights } from './to-highlights.ts';
import { useShownTable } from './use-shown-table.ts';
import { WithoutBenchmark } from './without-benchmark.tsx';
import { isWithoutFigure, WithoutFigure } from './without-figure.tsx';

interface FiguresProps {
  readonly territory: PortraitTerritory;
  readonly catalogue: Catalogue;
}

/** The figures of a territory, theme by theme, beside those that it is compared with. */
export function Figures({ territory, catalogue }: FiguresProps) {
  const { t } = useTranslation();
  const printing = usePrinting();
  const [view, change] = useView(readPortrait, writePortrait);
  const beside = useTerritory(view.beside);
  const isNowhere = useIsUnknown(view.beside);
  const read = useFigures(territory, catalogue, beside, view.comparable);
  const { figures, error, retry } = read;
  const cautions = useCautions(territory.id, read, view.comparable);
  const toShownTable = useShownTable();
  const differences = useDifferences(territory.id, catalogue, { ...view, beside: beside?.id });
  if (error && !figures) return <Failure error={error} retry={retry} />;
  if (!figures) return <FiguresSkeleton />;
  const warnings = cautions ?? [];
  const answer = read.answer && { ...read.answer, warnings };
  const without = figures.filter(isWithoutFigure);
  const known = figures.filter((figure) => !without.includes(figure));
  if (known.length === 0) {
    return territory.validTo != null ? (
      <EndedFigures territory={territory} />
    ) : (
      <Empty title={t('portrait.noFigures')} icon={<IconDatabaseOff size={32} />}>
        {t('portrait.noFiguresText')}
      </Empty>
    );
  }
  const themes = catalogue.themes.flatMap(({ id, label }) => {
    const ofTheme = known.filter(({ indicator }) => indicator.theme.id === id);
    return ofTheme.length > 0 ? [{ id, label, figures: ofTheme }] : [];
  });
  const reading = maybeReading(territory);
  const highlights = reading || differences.isUnknown ? [] : toHighlights(known, differences);
  const pyramid = maybePyramid(catalogue);
  const benchmarks = [...(beside ? [beside] : []), ...territory.parents];
  const isNoBenchmark = view.pyramid !== undefined && !benchmarks.some(({ id }) => id === view.pyramid);
  const unused: readonly UnusedPart[] = [
    ...unknownTerritories('avec', isNowhere && view.beside ? [view.beside] : [], 'NONE'),
    ...(pyramid && isNoBenchmark && view.pyramid && (view.beside === undefined || isNowhere !== undefined)
      ? [{ name: 'pyramide', value: view.pyramid, why: 'NOT_THERE', instead: 'USUAL' } as const]
      : []),
  ];
  return (
    <>
      <LinkNotice rules={PORTRAIT_RULES} more={unused} />
      <PortraitToolbar view={view} change={change}>
        <ExportMenu
          table={
            answer && cautions && (!differences.isPending || differences.isUnknown)
              ? () => toShownTable({ territory, figures: known, answer, differences, highlights })
              : undefined
          }
          size="xs"
          printable
        />
      </PortraitToolbar>
      {error !== undefined && <Failure error={error} retry={retry} />}
      {reading && <SmallCommune epci={reading} />}
      {!reading && !differences.isUnknown && (
        <Highlights {...{ territory, isPending: differences.isPending, highlights }} />
      )}
      {!view.comparable && <WithoutBenchmark figures={known} onComparable={() => change({ comparable: true })} />}
      <Contents entries={themes.map(({ id, label }) => ({ anchor: themeAnchor(id), label }))} />
      {printing ? <WarningsAhead warnings={warnings} /> : <FoldedWarnings warnings={warnings} />}
      {themes.map((theme) => (
        <ThemeSection key={theme.id} {...theme} territory={territory} differences={differences} reading={reading?.id}>
          {pyramid?.whole.theme.id === theme.id && answer && (
            <AgePyramid
              shape={pyramid}
              territory={territory}
              benchmarks={benchmarks}
              chosen={view.pyramid}
              onChoose={(id) => change({ pyramid: id })}
              answer={answer}
            />
          )}
        </ThemeSection>
      ))}
      <WithoutFigure figures={without} territory={territory} />
      {printing && <Warnings warnings={warnings} />}
      {answer && <PrintedSources indicators={citedIn(territory, known)} publishedAt={answer.publication.publishedAt} />}
    </>
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
