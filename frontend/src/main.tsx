import '@mantine/core/styles.layer.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/boot.css';
import './ui/library.css';
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { client, session } from './graphql';
import { prepare, router } from './routes';
import { cssVariables, nonce, theme } from './ui/theme';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');

// What keeps the page still behind a dialog writes a style of its own and looks for its nonce here.
Object.assign(window, { __webpack_nonce__: nonce() });

void session.start();
prepare();

createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={nonce}>
      <Provider value={client}>
        <RouterProvider router={router} />
      </Provider>
    </MantineProvider>
  </StrictMode>,
);
