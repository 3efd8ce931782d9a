import { AG_GRID_LOCALE_FR } from '@ag-grid-community/locale';
import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  NumberFilterModule,
  PinnedRowModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact, type AgGridReactProps } from 'ag-grid-react';
import { useLocale } from '../../i18n/i18n.ts';
import './data-grid.css';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  NumberFilterModule,
  PinnedRowModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
]);

const paperTheme = themeQuartz.withParams({
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
  selectedRowBackgroundColor: 'var(--accent-soft)',
  spacing: 6,
  wrapperBorderRadius: 6,
});

/** AG Grid with the look and the language of Boussole. Loaded with the pages that show a grid. */
export function DataGrid<Row>(props: AgGridReactProps<Row>) {
  const locale = useLocale();
  return (
    <AgGridReact<Row>
      key={locale}
      theme={paperTheme}
      {...(locale === 'fr' ? { localeText: AG_GRID_LOCALE_FR } : {})}
      suppressDragLeaveHidesColumns
      suppressMovableColumns={false}
      enableCellTextSelection={false}
      tooltipShowDelay={400}
      {...props}
    />
  );
}
