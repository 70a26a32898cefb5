import './mantine.css';
import './theme.css';
import { MantineProvider } from '@mantine/core';
import { useNotifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Later } from '../shared/Later.tsx';
import { lazily } from '../shared/lazily.ts';
import { queries } from './queries.ts';
import { router } from './router.tsx';
import { contrast, theme } from './theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
// What keeps the page from scrolling behind a dialog makes a style of its own, and looks here for the nonce.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const Messages = lazily(() => import('./Messages.tsx'), 'Messages');

/** Most visits say nothing in passing. */
function MessagesWhenThereAre() {
  const { notifications, queue } = useNotifications();
  return <Later when={notifications.length + queue.length > 0}><Messages /></Later>;
}

// The frame of index.html stands until a page, or what says why there is none, is in its place.
const unsubscribe = router.subscribe('onResolved', () => {
  document.getElementById('opening')?.remove();
  unsubscribe();
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={contrast} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <MessagesWhenThereAre />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
