import './app/layers.css';
import '@fontsource-variable/source-sans-3';
import '@fontsource-variable/source-sans-3/wght-italic.css';
import '@fontsource-variable/source-serif-4';
import '@mantine/core/styles.layer.css';
import './app/theme.css';
import './app/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetSignOut } from './account/forget-sign-out.ts';
import { App } from './app/app.tsx';
import { startTranslation } from './i18n/i18n.ts';

const root = document.getElementById('root');
if (!root) throw new Error('expected an element #root in index.html');
forgetSignOut();
await startTranslation();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
