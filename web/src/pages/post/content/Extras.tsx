import { Text } from '@mantine/core';
import type { Schemas } from '../../../api/client.ts';
import { POST_TYPES } from '../../../words/states.ts';
import { Facts } from '../parts/Facts.tsx';
import { GRADUATION, HANDOVER, LATE, PRIVACY } from '../rules/contentWords.ts';

/** What belongs to a post beside its media and caption. Only what was given. */
export function Extras({ post, withKind = true }: { post: Pick<Schemas['PostResponse'], 'type' | 'options' | 'latePolicy' | 'lateMinutes' | 'requiresInteraction' | 'handover'>; withKind?: boolean }) {
  const { options } = post;
  const late = post.latePolicy && [LATE[post.latePolicy], post.latePolicy === 'publish' && post.lateMinutes !== null && `up to ${post.lateMinutes} minutes late`].filter(Boolean).join(', ');
  return (
    <Facts
      facts={[
        ['Kind', withKind && POST_TYPES[post.type]],
        ['First comment', options.firstComment && <Text span inherit dir="auto" style={{ whiteSpace: 'pre-wrap' }}>{options.firstComment}</Text>],
        ['Tagged', options.userTags?.map(tag => `@${tag.username}`).join(', ')],
        ['Together with', options.collaborators?.map(name => `@${name}`).join(', ')],
        ['Place', options.locationId && `Place ${options.locationId}`],
        ['Sound', options.audioName],
        ['In the feed', options.shareToFeed === false && 'No, among reels only'],
        ['Trial reel', options.trialGraduation && GRADUATION[options.trialGraduation]],
        ['Labels', [options.isAiGenerated && 'Made with AI', options.isPaidPartnership && 'Paid partnership', options.isOwnBrand && 'Promotional content'].filter(Boolean).join(', ')],
        ['Goes', options.delivery === 'inbox' && 'Into the TikTok inbox, to be finished in the app'],
        ['Who may see it', options.privacy && PRIVACY[options.privacy]],
        ['Others may', [options.allowComments && 'comment', options.allowDuet && 'duet', options.allowStitch && 'stitch'].filter(Boolean).join(', ')],
        ['If it is late', late],
        ['Published', post.requiresInteraction && 'By hand, in the network’s own app'],
        ['If it cannot go out', !post.requiresInteraction && post.handover && HANDOVER[post.handover]],
      ]}
    />
  );
}
