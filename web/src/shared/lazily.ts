import { lazy, type LazyExoticComponent, type ReactNode } from 'react';

/** A part of a page that is fetched when it is first shown: `lazily(() => import('./Part.tsx'), 'Part')`. */
export const lazily = <TName extends string, TProps>(load: () => Promise<Record<TName, (props: TProps) => ReactNode>>, name: TName): LazyExoticComponent<(props: TProps) => ReactNode> =>
  lazy(() => load().then(module => ({ default: module[name] })));
