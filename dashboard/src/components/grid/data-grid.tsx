import { AG_GRID_LOCALE_FR } from '@ag-grid-community/locale';
import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  EventApiModule,
  type GridOptions,
  InfiniteRowModelModule,
  LocaleModule,
  type ManagedGridOptions,
  ModuleRegistry,
  NumberFilterModule,
  PinnedRowModule,
  RowApiModule,
  RowStyleModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type SyntheticEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { withoutBase } from '../../i18n/address.ts';
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
  RowApiModule,
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
  headerColumnResizeHandleColor: 'var(--line)',
  headerColumnResizeHandleHeight: '40%',
  fontFamily: 'inherit',
  fontSize: 15,
  rowHoverColor: 'color-mix(in srgb, var(--accent) 7%, transparent)',
  spacing: 6,
  wrapperBorderRadius: 6,
});

/** Arrows go from cell to cell; the tab key leaves the grid, which may hold thousands of them. */
const leaveGrid = () => false as const;

/** Columns are held where they begin once the reader moves them: while they are laid out, that would begin the grid at another one. */
function holdColumns({ currentTarget }: SyntheticEvent<HTMLElement>): void {
  currentTarget.dataset.held = '';
}

/** The package says « Plus de ou égal à ». */
const WORDS_FR = {
  ...AG_GRID_LOCALE_FR,
  greaterThan: 'Supérieur à',
  greaterThanOrEqual: 'Supérieur ou égal à',
  lessThan: 'Inférieur à',
  lessThanOrEqual: 'Inférieur ou égal à',
};

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
 * AG Grid with the look and the language of Boussole, loaded with the pages that show a grid. Its cells are drawn by `drawnCell`, not by
 * React: thousands of them pass while a reader scrolls.
 */
export function DataGrid<Row>({ label, initial, live, className, style }: DataGridProps<Row>) {
  const locale = useLocale();
  const navigate = useNavigate();
  const [once] = useState(initial);
  const region = useRef<HTMLElement>(null);
  const keys = useId();
  const { t } = useTranslation();

  /** Links inside the grid are plain ones: those to a page of the site do not reload it. */
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate(withoutBase(link.pathname) + link.search);
  };

  /** A cell has the focus rather than its link; where Enter opens a group, Shift and Enter follow the link. */
  const followByKey = ({ key, shiftKey, target }: KeyboardEvent) => {
    if (key !== 'Enter' || !(target instanceof Element) || !target.matches('.ag-cell')) return;
    if (target.querySelector('.cell-opener') && !shiftKey) return;
    target.querySelector('a')?.click();
  };

  return (
    <section
      ref={region}
      aria-label={label}
      className={className}
      style={style}
      onClick={follow}
      onKeyDown={followByKey}
      onPointerDownCapture={holdColumns}
      onWheelCapture={holdColumns}
    >
      <p id={keys} className="visually-hidden">
        {t('common.gridKeys')}
      </p>
      <AgGridReact<Row>
        key={locale}
        theme={paper}
        {...(locale === 'fr' ? { localeText: WORDS_FR } : {})}
        suppressDragLeaveHidesColumns
        tooltipShowDelay={400}
        tabToNextCell={leaveGrid}
        tabToNextHeader={leaveGrid}
        {...once}
        {...live}
        onGridReady={(event) => {
          const table = region.current?.querySelector('[role$="grid"]');
          table?.setAttribute('aria-label', label);
          table?.setAttribute('aria-describedby', keys);
          once.onGridReady?.(event);
        }}
      />
    </section>
  );
}
