import type { Schemas } from '../../api/client.ts';
import { platformName } from '../../words/platforms.ts';

type Post = Pick<Schemas['PostResponse'], 'type' | 'caption' | 'hashtags' | 'mediaIds' | 'options'>;

/** What the network's app calls each kind of post. */
const KINDS: Partial<Record<Schemas['PostType'], string>> = { image: 'Post', carousel: 'Post', reel: 'Reel', story: 'Story' };

const names = (list: readonly string[]): string => [...new Set(list)].map(name => `@${name}`).join(', ');

/** What a person does to publish a post by hand, one sentence for each step. The card in the chat says the same.
 * @param post As its account gets it. */
export function stepsFor(post: Post, platform: string, username: string): string[] {
  const { options, mediaIds } = post;
  const kind = platform === 'instagram' ? KINDS[post.type] : undefined;
  const many = mediaIds.length > 1;
  const steps = [
    mediaIds.length === 0 ? '' : many ? 'Save the files below to your phone.' : 'Save the file below to your phone.',
    `Open ${platformName(platform)} as @${username}${kind === undefined ? ' and begin a new post' : `, tap + and choose ${kind}`}.`,
    mediaIds.length === 0 ? '' : many ? 'Add the files in the order shown.' : 'Add the file, and keep its shape.',
  ];
  if (post.type === 'story') return [...steps, 'Add the stickers and links it needs.', 'Share it to the story.'].filter(Boolean);
  return [
    ...steps,
    post.caption.trim() === '' && post.hashtags.length === 0 ? 'Leave the caption empty.' : 'Paste the caption.',
    options.locationId ? 'Add the place.' : '',
    options.userTags?.length ? `Tag ${names(options.userTags.map(tag => tag.username))}.` : '',
    options.collaborators?.length ? `Invite ${names(options.collaborators)} to collaborate.` : '',
    options.isPaidPartnership ? 'Mark it as a paid partnership.' : '',
    options.isAiGenerated ? 'Mark it as made with AI.' : '',
    'Share it.',
    options.firstComment ? 'Paste the first comment below it.' : '',
  ].filter(Boolean);
}
