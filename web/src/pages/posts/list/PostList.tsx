import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { FileStack } from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useMembership, useWorkspace } from '../../../api/session.ts';
import { Empty } from '../../../shared/Empty.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { useAccountName } from '../../post/useNames.ts';
import { type BulkPost, actionsFor } from '../bulk/actions.ts';
import type { PostsSearch } from '../search.ts';
import { MOST_AT_ONCE } from '../selection.ts';
import { SelectionContext, SelectionStore, useSelected } from '../selectionStore.ts';
import classes from './list.module.css';
import { type ListedPost, timeOf } from './listed.ts';
import { PostRow } from './PostRow.tsx';
import { useCategories } from '../../../api/planning.ts';
import { usePosts } from './usePosts.ts';

const BulkBar = lazy(() => import('../bulk/BulkBar.tsx').then(({ BulkBar }) => ({ default: BulkBar })));

const bulkOf = (post: ListedPost): BulkPost => ({ id: post.id, title: post.title, mediaId: post.mediaId, at: timeOf(post) });

/** The posts that fit, to look through and to change many of them at once. */
export function PostList({ search }: { search: PostsSearch }) {
  const query = usePosts(search);
  const { approvalPolicy } = useWorkspace();
  const maySelect = actionsFor(useMembership()?.rights ?? [], approvalPolicy).length > 0;
  const [store] = useState(() => new SelectionStore(maySelect));
  const isFiltered = Object.keys(search).length > 0;
  return (
    <SelectionContext value={store}>
      <Loaded query={query} rows={8}>
        {posts =>
          posts.length === 0 ? (
            <Empty icon={FileStack} title={isFiltered ? 'No post fits' : 'There are no posts yet'}>
              {isFiltered ? 'Change what is looked for, or show everything.' : 'A post shows here as soon as it is saved.'}
            </Empty>
          ) : (
            <Stack gap="sm">
              <Rows posts={posts} store={store} maySelect={maySelect} />
              {query.hasNextPage && <Group justify="center"><More query={query} /></Group>}
              <ZoneNote />
            </Stack>
          )
        }
      </Loaded>
      <Bar store={store} posts={query.data ?? []} />
    </SelectionContext>
  );
}

function More({ query }: { query: ReturnType<typeof usePosts> }) {
  return <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Show more</Button>;
}

/** What is done with many is loaded when the first is selected. */
function Bar({ store, posts }: { store: SelectionStore; posts: readonly ListedPost[] }) {
  const [isWanted, setWanted] = useState(false);
  if (useSelected(store).length > 0 && !isWanted) setWanted(true);
  return isWanted && <Suspense><BulkBar store={store} shown={posts.map(bulkOf)} /></Suspense>;
}

function Rows({ posts, store, maySelect }: { posts: readonly ListedPost[]; store: SelectionStore; maySelect: boolean }) {
  const { timeZone } = useWorkspace();
  const nameOf = useAccountName();
  const categories = useCategories().data;
  const byId = useMemo(() => new Map(categories?.map(one => [one.id, one])), [categories]);
  const toggle = useCallback((post: ListedPost, isRange: boolean) => (isRange ? store.toggleRange(posts.map(bulkOf), post.id) : store.toggle(bulkOf(post))), [store, posts]);
  return (
    <>
      {maySelect && <SelectAll store={store} posts={posts} />}
      <ul className={classes['list']} aria-label="Posts" onKeyDown={goOn}>
        {posts.map(post => (
          <PostRow key={post.id} post={post} zone={timeZone} nameOf={nameOf} category={post.categoryId === null ? undefined : byId.get(post.categoryId)} onToggle={toggle} />
        ))}
      </ul>
    </>
  );
}

function SelectAll({ store, posts }: { store: SelectionStore; posts: readonly ListedPost[] }) {
  const selected = useSelected(store);
  const count = posts.filter(post => selected.includes(post.id)).length;
  const isAll = count > 0 && (count === posts.length || selected.length === MOST_AT_ONCE);
  return (
    <Group justify="space-between" px={14} gap="xs">
      <Checkbox label={posts.length > MOST_AT_ONCE ? `Select the first ${MOST_AT_ONCE} shown` : `Select all ${posts.length} shown`} checked={isAll} indeterminate={count > 0 && !isAll} onChange={() => (isAll ? store.drop(posts.map(post => post.id)) : store.add(posts.map(bulkOf)))} />
      <Text size="sm" c="dimmed" visibleFrom="sm">Space selects, Shift selects a range, arrows go on.</Text>
    </Group>
  );
}

/** The arrows go from box to box; with Shift they select what they come to. */
function goOn(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[data-select]')];
  const from = boxes.indexOf(event.target as HTMLInputElement);
  const next = from < 0 ? undefined : boxes[from + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  if (event.shiftKey && !boxes[from]!.checked) boxes[from]!.click();
  next.focus();
  if (event.shiftKey && !next.checked) next.click();
}
