import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/api/problem.ts';
import { contentOf, draftOf, EMPTY, isBlank, type MediaItem, newItem, type Post, withItems } from '../../src/pages/compose/draft/draft.ts';
import { keyOf, readKept } from '../../src/pages/compose/draft/kept.ts';
import type { DraftServer } from '../../src/pages/compose/draft/server.ts';
import { DraftStore, text } from '../../src/pages/compose/draft/store.ts';

const picture = (id: string, kind: 'image' | 'video' = 'image') => ({ id, kind, fileName: `${id}.jpg`, width: 1_000, height: 1_000, durationMs: null }) as MediaItem;

function memory() {
  const kept = new Map<string, string>();
  return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
}

function fakeServer(answers: Partial<DraftServer> = {}): DraftServer & { calls: string[] } {
  const calls: string[] = [];
  const post = (version: number) => ({ id: 'p1', version, changedBy: 'ann@example.com' }) as Post;
  return {
    calls,
    create: async () => (calls.push('create'), post(1)),
    revise: async (_id, _content, version) => (calls.push(`revise ${version}`), post(version + 1)),
    read: async () => (calls.push('read'), post(9)),
    remove: async () => void calls.push('remove'),
    ...answers,
  };
}

const KEY = keyOf('w1', 'm1', null);
const open = (storage = memory(), server: DraftServer = fakeServer()) =>
  new DraftStore({ key: KEY, storage, server, notesTime: false, timeZone: 'UTC' }, { draft: EMPTY, base: null, post: null });

test('the first key stroke is kept, and comes back after a crash', () => {
  const storage = memory();
  open(storage).change({ caption: 'F' });

  const again = open(storage);

  assert.equal(again.state().draft.caption, 'F');
  assert.ok(again.state().restoredFrom !== null);
});

test('what another form of this program kept is left alone', () => {
  const storage = memory();
  storage.setItem(KEY, '{"form":0,"draft":{}}');
  assert.equal(readKept(storage, KEY), null);
  storage.setItem(KEY, 'no json');
  assert.equal(readKept(storage, KEY), null);
});

test('a wanted time that was chosen after the post was made goes to the server with the submission, also after a refusal', async () => {
  const told: (string | null)[] = [];
  let refusals = 1;
  const post = (version: number) => ({ id: 'p1', version, changedBy: 'ann@example.com' }) as Post;
  const server = fakeServer({
    create: async (_content, at) => (told.push(at?.localTime ?? null), post(1)),
    revise: async (_id, _content, version, _force, at) => {
      if (refusals-- > 0) throw new Problem(409, { code: 'media_preparing', detail: 'Wait.' });
      told.push(at?.localTime ?? null);
      return post(version + 1);
    },
  });
  const store = new DraftStore({ key: KEY, storage: memory(), server, notesTime: true, timeZone: 'Europe/Berlin' }, { draft: EMPTY, base: null, post: null });
  store.change({ caption: 'a' });
  await store.save();
  store.change({ at: '2030-03-01T09:00' });
  await store.save();
  await assert.rejects(store.save(false, true));
  const { postId } = await store.save(false, true);
  await store.save(false, true);

  assert.equal(postId, 'p1');
  assert.deepEqual(told, [null, '2030-03-01T09:00']);
});

test('a post is made once and revised on the version that was seen', async () => {
  const server = fakeServer();
  const store = open(memory(), server);
  store.change({ caption: 'a' });
  await Promise.all([store.save(), store.save()]);
  store.change({ caption: 'b' });
  await store.save();

  assert.deepEqual(server.calls, ['create', 'revise 1']);
  assert.equal(store.isDirty(), false);
});

test('what is written while a save is under way is not taken for saved', async () => {
  let answer = (_: Post) => {};
  const store = open(memory(), fakeServer({ create: () => new Promise<Post>(done => (answer = done)) }));
  store.change({ caption: 'a' });
  const saving = store.save();
  await Promise.resolve();
  store.change({ caption: 'ab' });
  answer({ id: 'p1', version: 1 } as Post);
  await saving;

  assert.equal(store.isDirty(), true);
});

test('somebody else was quicker: it says who, and mine can be kept', async () => {
  let isFirst = true;
  const server = fakeServer({
    revise: async (_id, _content, version) => {
      if (isFirst) throw ((isFirst = false), new Problem(412, { code: 'version_conflict' }));
      return { id: 'p1', version: version + 1 } as Post;
    },
  });
  const store = open(memory(), server);
  store.change({ caption: 'a' });
  await store.save();
  store.change({ caption: 'mine' });
  await assert.rejects(store.save());
  assert.equal(store.state().clash?.theirs.changedBy, 'ann@example.com');
  await assert.rejects(store.save(), /whose version/);

  await store.keepMine();
  await store.save();

  assert.equal(store.state().base?.version, 10);
  assert.equal(store.state().clash, null);
});

test('a discarded draft can be brought back, and is made anew on the server', async () => {
  const [storage, server] = [memory(), fakeServer()];
  const store = open(storage, server);
  store.change({ caption: 'a' });
  await store.save();

  const undo = store.discard();
  assert.equal(storage.kept.size, 0);
  assert.ok(isBlank(store.state().draft));
  undo();

  assert.equal(store.state().draft.caption, 'a');
  assert.equal(store.state().base, null);
  assert.deepEqual(server.calls, ['create', 'remove']);
});

test('a refusal is held until the draft changes', async () => {
  const store = open(memory(), fakeServer({ create: async () => { throw new Problem(422, { code: 'caption_too_long', detail: 'Too long.' }); } }));
  store.change({ caption: 'a' });
  await assert.rejects(store.save());
  assert.equal(store.state().problem?.message, 'Too long.');
  store.change({ caption: 'b' });
  assert.equal(store.state().problem, null);
});

test('what a type does not have is kept here and not sent', () => {
  const story = { ...withItems({ ...EMPTY, type: 'story', isTypeChosen: true }, [newItem(picture('a'))]), caption: 'Hello', firstComment: 'First', collaborators: ['bob'], thumbOffsetMs: 5, locationId: '7' };
  const content = contentOf(story);

  assert.equal(content.caption, '');
  assert.deepEqual([content.options.firstComment, content.options.collaborators, content.options.thumbOffsetMs, content.options.locationId, content.options.shareToFeed], [null, [], null, null, null]);
  assert.equal(contentOf({ ...story, type: 'image' }).caption, 'Hello');
});

test('tagged people go along with their picture', () => {
  const tagged = { ...newItem(picture('b')), tags: [{ username: 'bob', x: 0.2, y: 0.3 }], altText: 'Bread' };
  const draft = withItems(EMPTY, [newItem(picture('a')), tagged]);

  assert.deepEqual(contentOf(draft).options.userTags, [{ username: 'bob', x: 0.2, y: 0.3, item: 1 }]);
  assert.deepEqual(contentOf(withItems(draft, [...draft.items].reverse())).options.userTags, [{ username: 'bob', x: 0.2, y: 0.3, item: 0 }]);
  assert.deepEqual(contentOf(draft).altTexts, [null, 'Bread']);
});

test('a post that is on its way is never saved by itself', () => {
  const post = { id: 'p', version: 3, approval: 'approved', jobs: [{ state: 'scheduled' }] } as unknown as Post;
  const store = new DraftStore({ key: keyOf('w', 'm', 'p'), storage: memory(), server: fakeServer(), notesTime: false, timeZone: 'UTC' }, { draft: EMPTY, base: { postId: 'p', version: 3, content: text(EMPTY), at: null }, post });
  assert.equal(store.savesItself, false);
});

test('a newer version is taken over where nothing was written, else it is a clash', () => {
  const start = { draft: EMPTY, base: { postId: 'p', version: 3, content: text(EMPTY), at: null }, post: null };
  const newer = { id: 'p', version: 4, approval: 'draft' } as Post;
  const make = () => new DraftStore({ key: keyOf('w', 'm', 'p'), storage: memory(), server: fakeServer(), notesTime: false, timeZone: 'UTC' }, start);
  const idle = make();
  idle.meetNewer(newer, { ...EMPTY, caption: 'theirs' });
  assert.deepEqual([idle.state().draft.caption, idle.state().base?.version, idle.state().clash], ['theirs', 4, null]);

  const busy = make();
  busy.change({ caption: 'mine' });
  busy.meetNewer(newer, EMPTY);
  assert.deepEqual([busy.state().draft.caption, busy.state().clash?.theirs.version], ['mine', 4]);
});

test('a post that is opened and not touched is not changed', () => {
  const draft = { ...withItems(EMPTY, [newItem(picture('a')), newItem(picture('b'))]), isTypeChosen: true, caption: 'Fresh bread\nevery day', channelIds: ['c'], collaborators: ['bob'] };
  const post = { ...contentOf(draft), id: 'p', title: 'Fresh bread' } as unknown as Post;
  const media = new Map(['a', 'b'].map(id => [id, picture(id)]));

  assert.equal(text(draftOf(post, media, null)), text(draft));
});
