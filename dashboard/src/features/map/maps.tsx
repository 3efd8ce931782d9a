import { CloseButton, Skeleton } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplain } from '../../cells/use-explain.ts';
import { Failure } from '../../components/failure.tsx';
import { FoldedWarnings } from '../../components/warnings.tsx';
import { ExportMenu } from '../../export/export-menu.tsx';
import type { Geography } from '../../graphql/generated.ts';
import type { Catalogue, Indicator } from '../../indicators/use-catalogue.ts';
import { LinkNotice } from '../../link/link-notice.tsx';
import type { UnusedPart } from '../../link/rules.ts';
import { useBasket } from '../../territories/basket.ts';
import type { TerritoryRef } from '../../territories/territory.ts';
import type { MapView } from '../../url.ts';
import { useYears } from './api/use-years.ts';
import { ClassControls } from './class-controls.tsx';
import type { Frame } from './frame.ts';
import { isCounted, levelsWithin } from './layer.ts';
import { mapRules } from './link-rules.ts';
import classes from './map.module.css';
import { MapPanel } from './map-panel.tsx';
import { isNeverAdded, NoShade } from './no-shade.tsx';
import { Reading } from './reading.tsx';
import { SecondControls } from './second-controls.tsx';
import { Sources } from './sources.tsx';
import { type ChangeView, Toolbar } from './toolbar.tsx';
import type { Surroundings } from './use-benchmark.ts';
import { useFigure } from './use-figure.ts';
import { type DrawnLayer, useLayer } from './use-layer.ts';
import { isComparable, usePalette } from './use-paint.ts';
import { type Panel, usePanel } from './use-panel.ts';
import { useShownTable } from './use-shown-table.ts';
import { YearSlider } from './year-slider.tsx';

const MapTable = lazy(async () => ({ default: (await import('./map-table.tsx')).MapTable }));

interface MapsProps {
  readonly view: MapView;
  readonly change: ChangeView;
  readonly catalogue: Catalogue;
  readonly indicator: Indicator;
  readonly surroundings: Surroundings | undefined;
  /** Territories of the address that do not exist. */
  readonly unknown: readonly UnusedPart[];
}

/** One map or two, linked with each other, with the table and with the reader's selection. */
export function Maps({ view, change, catalogue, indicator, surroundings, unknown }: MapsProps) {
  const { t } = useTranslation();
  const palette = usePalette();
  const level = levelsWithin(view.within).find((known) => known === view.level) ?? defaultLevel(view.within);
  const place = surroundings?.itself;
  const benchmarks = useBenchmarks(surroundings);
  const [frame, setFrame] = useFrame(view, change);
  const pointed = usePointed();
  const basket = useBasket();
  const kept = useMemo(() => new Set(basket.map(({ id }) => id)), [basket]);

  const rows = { level, within: view.within, geography: view.geography };
  const other = view.second && (catalogue.byId.get(view.second.indicator) ?? indicator);
  const yearsHere = useYears(other ? [indicator, other] : [indicator], rows);
  const years = yearsHere(indicator);
  const year = years.find((one) => one === view.year) ?? years.at(-1) ?? 0;
  const first = useLayer({ ...rows, indicator, year });
  const otherYears = other ? yearsHere(other) : [];
  const otherYear =
    otherYears.find((one) => one === view.second?.year) ??
    (other?.id === indicator.id ? otherYears[0] : nearestTo(year, otherYears)) ??
    0;
  const second = useLayer({ ...rows, indicator: other, year: otherYear });

  const comparable = other !== undefined && isComparable(indicator, other);
  const sharing = comparable && view.second?.shared === true;
  const shared = { view, frame, benchmarks, palette };
  const left = usePanel({ ...shared, drawn: first.drawn, shared: sharing ? second.drawn : undefined });
  const right = usePanel({ ...shared, drawn: second.drawn, shared: sharing ? first.drawn : undefined });
  const panels = [left, ...(other ? [right] : [])].flatMap((panel) => panel ?? []);
  const layers = useLayers(left?.drawn, other ? right?.drawn : undefined);
  const toFigure = useFigure();
  const toShownTable = useShownTable();
  const linked = { onFrame: setFrame, kept, active: pointed.active, onActive: pointed.point };
  const explain = useExplain();
  const explainOf =
    ({ drawn }: Panel) =>
    (territory: string) =>
      explain({ indicator: drawn.indicator.id, year: drawn.year, territory, geography: drawn.geography });

  return (
    <>
      <LinkNotice
        rules={mapRules(
          {
            first: { indicator, year, years },
            second: other && { indicator: other, year: otherYear, years: otherYears },
            levels: levelsWithin(view.within),
          },
          catalogue,
        )}
        more={unknown}
      />
      <Toolbar
        view={view}
        change={change}
        catalogue={catalogue}
        indicator={indicator}
        level={level}
        place={place}
        exportMenu={
          <ExportMenu
            table={layers.length > 0 ? () => toShownTable(layers, place) : undefined}
            figure={panels.some(({ plan }) => plan) ? () => toFigure({ panels, view, place }) : undefined}
            printable
          />
        }
      >
        {!(isCounted(indicator) && (!other || isCounted(other))) && (
          <ClassControls
            view={view}
            change={change}
            benchmarks={benchmarks}
            bounds={left?.paint.classes?.bounds ?? []}
          />
        )}
        {other && view.second && (
          <SecondControls
            catalogue={catalogue}
            second={view.second}
            indicator={other.id}
            comparable={comparable}
            change={change}
          />
        )}
      </Toolbar>
      {first.error !== undefined && <Failure error={first.error} retry={first.retry} />}
      {second.error !== undefined && <Failure error={second.error} retry={second.retry} />}
      {!left && first.error === undefined && <Skeleton height={480} />}
      {left && isNeverAdded(left.drawn.places) && (
        <NoShade indicator={indicator} level={level} catalogue={catalogue} change={change} />
      )}
      <div className={classes.above}>
        {left && <Reading id={pointed.last} layers={layers} kept={kept} />}
        <FoldedWarnings warnings={layers.flatMap(({ layer }) => layer.warnings)} />
      </div>
      <div className={classes.split} data-one={other ? undefined : true}>
        <div className={classes.maps} data-two={other ? true : undefined}>
          {left && (
            <MapPanel panel={left} palette={palette} onChoose={explainOf(left)} {...linked}>
              <Title panel={left} asked={view.geography} />
              <YearSlider years={years} year={year} onYear={(chosen) => change({ year: chosen })} />
            </MapPanel>
          )}
          {other && right && view.second && (
            <MapPanel panel={right} palette={palette} onChoose={explainOf(right)} {...linked}>
              <Title panel={right} asked={view.geography}>
                <CloseButton
                  data-print="hidden"
                  aria-label={t('map.one')}
                  onClick={() => change({ second: undefined })}
                />
              </Title>
              <YearSlider
                years={otherYears}
                year={otherYear}
                onYear={(chosen) => view.second && change({ second: { ...view.second, year: chosen } })}
              />
            </MapPanel>
          )}
        </div>
        {layers.length > 0 && (
          <Suspense fallback={<Skeleton height={360} />}>
            <MapTable layers={layers} kept={kept} active={pointed.active} onActive={pointed.point} />
          </Suspense>
        )}
      </div>
      <Sources layers={layers} outlines={panels[0]?.outlines} />
    </>
  );
}

interface TitleProps {
  readonly panel: Panel;
  readonly asked: Geography;
  readonly children?: ReactNode;
}

function Title({ panel: { drawn, paint }, asked, children }: TitleProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.title}>
      <h2>
        {drawn.indicator.label} <small>{drawn.year}</small>
      </h2>
      {paint.disc && <p className={classes.note}>{t('map.counted')}</p>}
      {drawn.geography !== asked && <p className={classes.note}>{t('map.constantOnly')}</p>}
      {children}
    </div>
  );
}

function defaultLevel(within: string | undefined) {
  return within === undefined ? ('DEPARTEMENT' as const) : (levelsWithin(within)[0] ?? 'COMMUNE');
}

/** Another indicator is read in the year of the first, or next to it. */
function nearestTo(year: number, years: readonly number[]): number | undefined {
  return years.toSorted((left, right) => Math.abs(left - year) - Math.abs(right - year) || right - left)[0];
}

function useLayers(left: DrawnLayer | undefined, right: DrawnLayer | undefined): readonly DrawnLayer[] {
  return useMemo(() => [left, right].flatMap((layer) => layer ?? []), [left, right]);
}

/** France and its mainland, then what the map is within, from the widest. */
function useBenchmarks(surroundings: Surroundings | undefined): readonly TerritoryRef[] {
  const { t } = useTranslation();
  const national: readonly TerritoryRef[] = [
    { id: 'france:FR', level: 'FRANCE', code: 'FR', name: t('common.france') },
    { id: 'france:METRO', level: 'FRANCE', code: 'METRO', name: t('map.metropole') },
  ];
  const others = surroundings ? [...surroundings.parents.toReversed(), surroundings.itself] : [];
  return [...national, ...others.filter(({ level }) => level !== 'FRANCE')];
}

/** The frame follows the hand at once, and is written in the address when it rests. */
function useFrame(view: MapView, change: ChangeView): [Frame | undefined, (frame: Frame) => void] {
  const [frame, setFrame] = useState(view.frame);
  useEffect(() => setFrame(view.frame), [view.frame]);
  const settle = useDebouncedCallback((next: Frame) => {
    if (!window.location.search.includes('pourquoi='))
      change({ frame: next.scale > 1 ? next : undefined }, { replace: true });
  }, 300);
  return [
    frame,
    (next) => {
      setFrame(next);
      settle(next);
    },
  ];
}

/** The territory that is pointed at, and the last one that was. */
function usePointed() {
  const [active, setActive] = useState<string>();
  const [last, setLast] = useState<string>();
  const [point] = useState(() => (id: string | undefined) => {
    setActive(id);
    if (id !== undefined) setLast(id);
  });
  return { active, last, point };
}
