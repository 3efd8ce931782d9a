import { createBrowserRouter } from 'react-router';
import { Home } from '../features/home/home.tsx';
import { Loading } from './loading.tsx';
import { Broken, NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

/** The pages and their addresses below `basename`. Grids and charts are fetched when a page that needs them is opened. */
export function createRouter(basename: string) {
  return createBrowserRouter(
    [
      {
        path: '/',
        element: <Shell />,
        errorElement: <Broken />,
        children: [
          {
            // Within the shell, which stays: another page may be chosen from it.
            errorElement: <Broken />,
            children: [
              { index: true, element: <Home /> },
              {
                path: 'territoire',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({ Component: (await import('../features/portrait/choose.tsx')).Choose }),
              },
              {
                path: 'territoire/:id',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({ Component: (await import('../features/portrait/portrait.tsx')).Portrait }),
              },
              {
                path: 'comparer',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({ Component: (await import('../features/compare/compare.tsx')).Compare }),
              },
              {
                path: 'tendances',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({ Component: (await import('../features/trend/trend.tsx')).TrendPage }),
              },
              {
                path: 'position',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({ Component: (await import('../features/position/position.tsx')).PositionPage }),
              },
              {
                path: 'carte',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({ Component: (await import('../features/map/map.tsx')).MapPage }),
              },
              {
                path: 'explorer',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({ Component: (await import('../features/explore/explore.tsx')).Explore }),
              },
              {
                path: 'indicateurs',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({ Component: (await import('../features/indicators/indicators.tsx')).Indicators }),
              },
              {
                path: 'donnees',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({ Component: (await import('../features/data/data.tsx')).DataPage }),
              },
              {
                path: 'accessibilite',
                hydrateFallbackElement: <Loading />,
                lazy: async () => ({
                  Component: (await import('../features/accessibility/accessibility.tsx')).Accessibility,
                }),
              },
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
    ],
    { basename },
  );
}
