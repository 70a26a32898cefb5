import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';
import { early } from './build/early.ts';

const SHARED = /node_modules\/(@mantine|lucide-react|@floating-ui)\/|src\/(api|shared|words)\//;
const DIALOGS = /node_modules\/(@mantine\/core\/esm\/components\/(Modal|Drawer|ScrollArea))|src\/shared\/(AskFirst|DialogForm)/;

const server = process.env['POSTHASTE_DEV_SERVER'] ?? 'http://127.0.0.1:5080';

export default defineConfig({
  plugins: [react(), early(), compressed()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // data: addresses are not in the Content-Security-Policy
    modulePreload: { polyfill: false }, // it would be an inline script
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@tanstack|openapi-fetch)\// },
            // What nearly every page takes is one file and not thirty: it compresses better, and is asked for once. Dialogs are another: they are large, and the calendar
            // opens its own later.
            { name: 'hooks', priority: 2, test: /node_modules\/(@mantine\/hooks|react-remove-scroll|react-remove-scroll-bar|use-sidecar|react-style-singleton|use-callback-ref|tslib)\// },
            { name: 'shared', priority: 1, minShareCount: 9, test: (id: string) => SHARED.test(id) && !DIALOGS.test(id) },
            { name: 'dialogs', minShareCount: 9, test: DIALOGS },
          ],
        },
      },
    },
  },
  // `npm run dev` speaks to a server of `./run`, which also has the sign-in page.
  // The server holds Origin against Host: the proxy must leave Host as it is.
  server: {
    proxy: {
      '^/(api|openapi|connect|sign-in|setup|invite|pages\\.css|pages\\.js|m)(/|$|\\?)': { target: server, changeOrigin: false },
      '/hubs': { target: server, ws: true, changeOrigin: false },
    },
  },
});
