import { keptScheme, schemeOf } from './app/scheme.ts';

// Small on purpose: nothing is painted before this has run, or the frame would show in the wrong colours for a moment.
document.documentElement.dataset['mantineColorScheme'] = schemeOf(keptScheme(), matchMedia('(prefers-color-scheme: dark)').matches);

/** After the frame of index.html was painted; a tab in the background paints nothing, and goes on all the same. */
const painted = new Promise<void>(done => {
  requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, 100);
});

// Not awaited here: the rest is made of chunks that take something from this one.
void painted.then(() => import('./app/start.tsx'));
