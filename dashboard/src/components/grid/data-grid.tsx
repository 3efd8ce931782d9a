import { AG_GRID_LOCALE_FR } from '@ag-grid-community/locale';
import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  createGrid,
  EventApiModule,
  type GridApi,
  type GridOptions,
  InfiniteRowModelModule,
  LocaleModule,
  type ManagedGridOptions,
  ModuleRegistry,
  NumberFilterModule,
  PinnedRowModule,
  RowStyleModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';
import { type CSSProperties, type MouseEvent, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useLocale } from '../../i18n/i18n.ts';
import './data-grid.css';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  NumberFilterModule,
  PinnedRowModule,
  RowStyleModule,
  TooltipModule,
]);

const paper = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--ink)',
  borderColor: 'var(--line)',
  browserColorScheme: 'inherit',
  chromeBackgroundColor: 'var(--sunken)',
  headerBackgroundColor: 'var(--sunken)',
  headerTextColor: 'var(--ink)',
  headerFontWeight: 600,
  fontFamily: 'inherit',
  fontSize: 15,
  rowHoverColor: 'color-mix(in srgb, var(--accent) 7%, transparent)',
  spacing: 6,
  wrapperBorderRadius: 6,
});

interface DataGridProps<Row> {
  readonly label: string;
  /** Options that AG Grid reads once. */
  readonly initial: GridOptions<Row>;
  /** Options that may change while the grid stands. */
  readonly live: ManagedGridOptions<Row>;
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
}

/**
 * AG Grid with the look and the language of Boussole, loaded with the pages that show a grid. It draws its cells itself, without React:
 * thousands of them pass while a reader scrolls.
 */
export function DataGrid<Row>({ label, initial, live, className, style }: DataGridProps<Row>) {
  const locale = useLocale();
  const navigate = useNavigate();
  const holder = useRef<HTMLElement>(null);
  const grid = useRef<{ readonly api: GridApi<Row>; live: ManagedGridOptions<Row> }>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes later is given by the next effect
  useEffect(() => {
    if (!holder.current) return;
    const api = createGrid<Row>(holder.current, {
      theme: paper,
      ...(locale === 'fr' ? { localeText: AG_GRID_LOCALE_FR } : {}),
      suppressDragLeaveHidesColumns: true,
      tooltipShowDelay: 400,
      ...initial,
      ...live,
    });
    grid.current = { api, live };
    return () => {
      grid.current = undefined;
      api.destroy();
    };
  }, [locale]);

  useEffect(() => {
    if (!grid.current) return;
    const known = new Map(Object.entries(grid.current.live));
    const changed = Object.entries(live).filter(([name, value]) => known.get(name) !== value);
    grid.current.live = live;
    if (changed.length > 0) grid.current.api.updateGridOptions(Object.fromEntries(changed));
  });

  /** Links inside the grid are plain ones: those to a page of the site do not reload it. */
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate(link.pathname + link.search);
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link answers Enter by a click
    <section ref={holder} aria-label={label} className={className} style={style} onClick={follow} />
  );
}
