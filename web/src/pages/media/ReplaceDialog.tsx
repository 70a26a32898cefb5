import { Anchor, Button, Checkbox, Divider, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX } from 'lucide-react';
import { useState } from 'react';
import { api, call, type Schemas } from '../../api/client.ts';
import { sentenceOf } from '../../api/problem.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Thumb } from '../post/parts/Thumb.tsx';
import { LibraryDrawer } from '../compose/media/LibraryDrawer.tsx';
import { replaced } from './replace.ts';
import { draftsQuery } from './uses.ts';

type Media = Schemas['MediaResponse'];
type Post = Schemas['PostResponse'];

/** What came of one draft; the sentence says why it was left as it is. */
interface Outcome {
  post: Post;
  trouble: string | null;
}

/** Shows another item in the drafts that show this one: the file is chosen first, then the drafts. */
export function ReplaceDialog({ media, onClose }: { media: Media; onClose: () => void }) {
  const [other, setOther] = useState<Media | null>(null);
  if (other === null) return <LibraryDrawer title="Which file instead?" verb="Use it" kind={media.kind} taken={[media.id]} onChosen={([one]) => one && setOther(one)} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title="Use another file in its drafts" size="lg">
      <Drafts media={media} other={other} onClose={onClose} />
    </Modal>
  );
}

function Drafts({ media, other, onClose }: { media: Media; other: Media; onClose: () => void }) {
  const query = useQuery(draftsQuery(media.id));
  const queries = useQueryClient();
  const [left, setLeft] = useState<readonly string[]>([]);
  const [keeps, setKeeps] = useState(true);
  const change = useMutation({
    mutationFn: async (posts: readonly Post[]): Promise<Outcome[]> => {
      const outcomes: Outcome[] = [];
      // One after the other: each is a change of its own, and one that is refused keeps no other from it.
      for (const post of posts) outcomes.push({ post, trouble: await replaceIn(post, media.id, other.id, keeps) });
      return outcomes;
    },
    onSettled: () => Promise.all(['posts', 'post', 'calendar'].map(key => queries.invalidateQueries({ queryKey: [key] }))),
  });
  if (change.data) return <Outcomes outcomes={change.data} onClose={onClose} />;
  return (
    <Loaded query={query} rows={3}>
      {posts => {
        const chosen = posts.filter(post => !left.includes(post.id));
        return (
          <Stack gap="md">
            <Group gap="sm" wrap="nowrap"><Thumb mediaId={media.id} alt={media.fileName} /><Text size="sm" aria-hidden>→</Text><Thumb mediaId={other.id} alt={other.fileName} /><Text size="sm" dir="auto" style={{ overflowWrap: 'anywhere' }}>{other.fileName}</Text></Group>
            <Checkbox.Group label="In these drafts" description="What waits for approval, is approved or on its way is left alone: change it on its own page." value={chosen.map(post => post.id)} onChange={ids => setLeft(posts.map(post => post.id).filter(id => !ids.includes(id)))}>
              <Stack gap="xs" mt="xs">{posts.map(post => <Checkbox key={post.id} value={post.id} label={<span dir="auto">{post.title}</span>} />)}</Stack>
            </Checkbox.Group>
            <Divider />
            <Checkbox label="It shows the same: keep crops and alt texts" checked={keeps} onChange={event => setKeeps(event.currentTarget.checked)} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>Back</Button>
              <Button disabled={chosen.length === 0} loading={change.isPending} onClick={() => change.mutate(chosen)}>{chosen.length === 1 ? 'Change 1 draft' : `Change ${chosen.length} drafts`}</Button>
            </Group>
          </Stack>
        );
      }}
    </Loaded>
  );
}

async function replaceIn(post: Post, from: string, to: string, keeps: boolean): Promise<string | null> {
  const body = replaced(post, from, to, keeps);
  if (Object.keys(body).length === 0) return 'Only one of its accounts shows this file. Change it on the post’s own page.';
  try {
    await call(api.PATCH('/api/v1/posts/{postId}', { params: { path: { postId: post.id }, header: { 'If-Match': `"${post.version}"` } }, body }));
    return null;
  } catch (error) {
    return sentenceOf(error);
  }
}

function Outcomes({ outcomes, onClose }: { outcomes: readonly Outcome[]; onClose: () => void }) {
  const done = outcomes.filter(outcome => outcome.trouble === null).length;
  return (
    <Stack gap="md">
      <Text role="status">{done === outcomes.length ? 'All of them show the other file now.' : `${done} of ${outcomes.length} show the other file now.`}</Text>
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {outcomes.map(({ post, trouble }) => (
          <li key={post.id}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              {trouble === null ? <CircleCheck size={18} color="var(--state-green)" aria-label="Changed:" /> : <CircleX size={18} color="var(--state-red)" aria-label="Not changed:" />}
              <div>
                <Anchor component={Link} to={`/posts/${post.id}`} size="sm" underline="always" dir="auto">{post.title}</Anchor>
                {trouble !== null && <Text size="sm">{trouble}</Text>}
              </div>
            </Group>
          </li>
        ))}
      </Stack>
      <Group justify="flex-end"><Button onClick={onClose} data-autofocus>Done</Button></Group>
    </Stack>
  );
}
