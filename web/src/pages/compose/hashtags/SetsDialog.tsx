import { Button, Group, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call } from '../../../api/client.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
import { useChange } from '../../../shared/useChange.ts';
import { cleanTags } from '../rules/caption.ts';
import type { HashtagSet } from './sets.ts';
import { TagPill } from './TagPill.tsx';

/** Every hashtag set, to be renamed, changed or deleted. */
export function SetsDialog({ opened, sets, onClose }: { opened: boolean; sets: readonly HashtagSet[]; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Hashtag sets" size="lg">
      <Stack gap="lg">
        <Text size="sm" c="dimmed">A post keeps the hashtags and not the set: what changes here changes no post.</Text>
        {sets.length === 0 && <Text size="sm" role="status">There are no sets any more.</Text>}
        {sets.map(set => <SetForm key={set.id} set={set} />)}
      </Stack>
    </Modal>
  );
}

function SetForm({ set }: { set: HashtagSet }) {
  const [name, setName] = useState(set.name);
  const [hashtags, setHashtags] = useState(set.hashtags);
  const path = { hashtagSetId: set.id };
  const touches = [['hashtag-sets']];
  const save = useChange({ run: () => call(api.PATCH('/api/v1/hashtag-sets/{hashtagSetId}', { params: { path }, body: { name: name.trim(), hashtags } })), touches, showsError: true, done: 'The set is changed.' });
  const [isAsked, setAsked] = useState(false);
  const remove = useChange({ run: () => call(api.DELETE('/api/v1/hashtag-sets/{hashtagSetId}', { params: { path } })), touches, showsError: true, done: 'The set is deleted.' });
  const isSame = name.trim() === set.name && hashtags.join(' ') === set.hashtags.join(' ');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const beside = errorBeside(save.error, ['name', 'hashtags']);
  return (
    <>
      <AskFirst opened={isAsked} title={`Delete “${set.name}”?`} verb="Delete" busy={remove.isPending} error={remove.error} onYes={() => remove.mutate()} onClose={() => { setAsked(false); remove.reset(); }}>
        <Text size="sm">Posts that have its hashtags keep them.</Text>
      </AskFirst>
      <form onSubmit={submit} aria-label={set.name}>
        <Stack gap="xs">
          {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
          <TextInput label="Name" required maxLength={50} value={name} onChange={event => setName(event.currentTarget.value)} error={errorOf(save.error, 'name')} autoComplete="off" dir="auto" />
          <TagsInput
            label="Hashtags" value={hashtags} dir="auto" splitChars={[',', ' ', '\n', '#']} acceptValueOnBlur clearable={false} error={errorOf(save.error, 'hashtags')}
            onChange={tags => setHashtags(cleanTags(tags))}
            renderPill={({ option, onRemove }) => <TagPill tag={String(option?.value ?? '')} onRemove={onRemove} />}
          />
          <Group justify="flex-end" gap="xs">
            <Button size="xs" variant="light" color="red" c="var(--state-red)" onClick={() => setAsked(true)} aria-label={`Delete ${set.name}`}>Delete…</Button>
            <Button size="xs" type="submit" variant="default" loading={save.isPending} disabled={isSame || name.trim() === '' || hashtags.length === 0} aria-label={`Save ${set.name}`}>Save</Button>
          </Group>
        </Stack>
      </form>
    </>
  );
}
