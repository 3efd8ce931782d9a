import { createTheme, type MantineColorsTuple } from '@mantine/core';

const outremer: MantineColorsTuple = [
  '#eef1fb',
  '#dbe1f5',
  '#b7c2ea',
  '#91a2df',
  '#7186d6',
  '#566dc6',
  '#3f55b2',
  '#2a3f9d',
  '#223480',
  '#1a2862',
];

const ink: MantineColorsTuple = [
  '#e9e7e1',
  '#c9ccd3',
  '#a9afba',
  '#8b93a1',
  '#3a4150',
  '#2d3340',
  '#20252f',
  '#191d26',
  '#12151c',
  '#0c0e13',
];

const serif = '"Source Serif 4 Variable", Georgia, "Times New Roman", serif';
const sans = '"Source Sans 3 Variable", "Segoe UI", system-ui, sans-serif';

export const theme = createTheme({
  primaryColor: 'outremer',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { outremer, dark: ink },
  fontFamily: sans,
  headings: {
    fontFamily: serif,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '2rem', lineHeight: '1.15' },
      h2: { fontSize: '1.375rem', lineHeight: '1.25' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.3' },
    },
  },
  defaultRadius: 'sm',
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1.0625rem', lg: '1.1875rem', xl: '1.375rem' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // Lists stand beside their field, in the landmark that holds it, and scroll by themselves: they are what the field opens.
    Combobox: { defaultProps: { withinPortal: false } },
    // A list that scrolls would take the Tab key, then go with the focus.
    ComboboxOptions: { defaultProps: { tabIndex: -1 } },
    Select: { defaultProps: { withScrollArea: false } },
    MultiSelect: { defaultProps: { withScrollArea: false } },
    Tooltip: {
      defaultProps: { multiline: true, maw: 320, openDelay: 250, events: { hover: true, focus: true, touch: true } },
    },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.35 } } },
  },
});
