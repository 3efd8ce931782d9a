import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { baseOf, localeAt } from '../i18n/address.ts';
import { createClient } from './client.ts';
import { createRouter } from './router.tsx';
import { theme } from './theme.ts';

/** The whole dashboard: data, look, addresses. */
export function App() {
  const [client] = useState(() => createClient());
  const [router] = useState(() => createRouter(baseOf(localeAt(window.location.pathname)) || '/'));
  return (
    <ApolloProvider client={client}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <RouterProvider router={router} />
      </MantineProvider>
    </ApolloProvider>
  );
}
