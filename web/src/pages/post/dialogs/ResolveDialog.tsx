import { Checkbox, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import { platformName } from '../../../words/platforms.ts';
import { Ask } from './Ask.tsx';
import { resolveJob } from './changes.ts';

type Outcome = Schemas['ResolvedOutcome'];

const LEADS_TO: Record<Outcome, string> = {
  published: 'The post is counted as published. Nothing is sent any more.',
  not_published: 'Nothing is sent yet. The post then needs attention, and can be tried again, moved or cancelled. If it was live after all, trying again would publish it twice.',
};

const DISCARDED = 'Discard it in the inbox first: from there it could still go out. The post then needs attention, and can be tried again, moved or cancelled.';

/** Asks what somebody saw in the account, after they have looked: from here a post could go out twice, or never. */
export function ResolveDialog({ job, account, onClose }: { job: Schemas['JobResponse']; account: string; onClose: () => void }) {
  const isInInbox = job.reason === 'inbox' || job.lastError?.code === 'inbox_unfinished';
  const [hasLooked, setLooked] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [permalink, setPermalink] = useState('');

  return (
    <Ask
      isOpen
      onClose={onClose}
      title="Is it live?"
      label={outcome === 'published' ? 'It is live' : outcome === 'not_published' ? 'It is not live' : 'Say what you saw'}
      isDangerous={outcome === 'not_published'}
      postId={job.postId}
      canSubmit={hasLooked && outcome !== null}
      change={() => resolveJob(job.id, outcome!, permalink.trim())}
      said={() => (outcome === 'published' ? 'It counts as published.' : 'It counts as not published. You can try again now.')}
      fields={['permalink']}
    >
      {errorOf => (
        <>
          <Text>
            {isInInbox
              ? `It was brought into the inbox of ${account} at ${platformName(job.platform)}, where somebody finishes it in the app. Look there: finish it, or discard it, and say which.`
              : `The answer to the publish call was lost, and ${platformName(job.platform)} did not tell whether the call had its effect. Open ${account} in the app or on the web, and look for this post around ${dateTime(job.dueAt, viewerZone())}: also among stories and hidden posts.`}
          </Text>
          <Checkbox data-autofocus label={`I have looked at ${account}`} checked={hasLooked} onChange={event => setLooked(event.currentTarget.checked)} />
          <Radio.Group label="What did you see?" value={outcome} onChange={value => setOutcome(value as Outcome)}>
            <Stack gap="sm" mt="xs">
              <Radio value="published" disabled={!hasLooked} label="It is live" description={LEADS_TO.published} />
              <Radio value="not_published" disabled={!hasLooked} label="It is not live" description={isInInbox ? DISCARDED : LEADS_TO.not_published} />
            </Stack>
          </Radio.Group>
          {outcome === 'published' && (
            <TextInput type="url" label="Its link" description="If you have it: it is shown here and in lists." placeholder="https://" value={permalink} onChange={event => setPermalink(event.currentTarget.value)} error={errorOf('permalink')} />
          )}
        </>
      )}
    </Ask>
  );
}
