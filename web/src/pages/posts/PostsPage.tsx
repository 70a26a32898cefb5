import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { FileStack, Repeat } from 'lucide-react';
import { Page } from '../../shared/Page.tsx';
import tabs from '../settings/SettingsPage.module.css';
import { ListFilters } from './list/ListFilters.tsx';
import { PostList } from './list/PostList.tsx';
import type { PostsSearch, PostsTab } from './search.ts';
import { SeriesHead } from './series/SeriesHead.tsx';
import { SeriesList } from './series/SeriesList.tsx';

const route = getRouteApi('/signed-in/posts');

const TABS: readonly { tab?: PostsTab; label: string; icon: typeof Repeat }[] = [
  { label: 'All posts', icon: FileStack },
  { tab: 'series', label: 'Series', icon: Repeat },
];

/** Every post, to find one and to change many; and the series that make some of them. */
export function PostsPage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/posts' });
  const change = (next: Partial<PostsSearch>) => void navigate({ search: before => Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined)), replace: true });
  return (
    <Page title="Posts">
      <nav className={tabs.tabs} aria-label="Posts">
        {TABS.map(({ tab, label, icon: Icon }) => (
          <Link key={label} to="/posts" search={{ tab }} activeOptions={{ includeSearch: true }} aria-current={search.tab === tab ? 'page' : undefined} data-current={search.tab === tab || undefined}>
            <Icon size={16} aria-hidden /> {label}
          </Link>
        ))}
      </nav>
      {search.tab === 'series' ? (
        <SeriesList />
      ) : (
        <>
          {search.series !== undefined && <SeriesHead seriesId={search.series} />}
          <ListFilters search={search} onChange={change} />
          {/* What is selected is of one list: another one begins with nothing. */}
          <PostList key={JSON.stringify(search)} search={search} />
        </>
      )}
    </Page>
  );
}
