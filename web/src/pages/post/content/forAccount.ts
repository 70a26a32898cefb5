import type { Schemas } from '../../../api/client.ts';

type Post = Schemas['PostResponse'];
type Options = Post['options'];

/** The post as one account gets it: what is there for all, with that account's variant, as the server puts them together
 * (src/Posthaste/Posts/Variants). What is null is as for all, what is empty is none. */
export function postFor(post: Post, channelId: string | null): Post {
  const own = post.variants.find(one => one.channelId === channelId);
  if (!own) return post;
  const shown = own.mediaIds ?? post.mediaIds;
  return {
    ...post,
    caption: own.caption ?? post.caption,
    hashtags: own.hashtags ?? post.hashtags,
    mediaIds: shown,
    // What was said of a picture goes with it. The types say string, the API says null for none.
    altTexts: own.altTexts ?? (shown.map(id => post.altTexts[post.mediaIds.indexOf(id)] ?? null) as string[]),
    options: {
      ...optionsFor(post.options, own.options),
      userTags: own.options?.userTags ?? (post.options.userTags ?? []).filter(tag => shown.includes(post.mediaIds[tag.item ?? 0] ?? '')),
    },
    variants: [],
  };
}

function optionsFor(ofAll: Options, own: Schemas['OptionsVariantBody'] | null | undefined): Options {
  const given = Object.entries(own ?? {}).filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => [name, value === '' ? null : value] as const);
  // A cover is one thing, picture or moment.
  const cover = given.some(([name]) => name === 'coverMediaId' || name === 'thumbOffsetMs') ? { coverMediaId: null, thumbOffsetMs: null } : {};
  return { ...ofAll, ...cover, ...Object.fromEntries(given) };
}
