import { picture, video } from './files.ts';
import { untilJob, upload } from './posts.ts';
import type { Account, Space } from './space.ts';

/** What a filled workspace has, for the pages that show one thing. */
export interface Month {
  published: string;
  failed: string;
  draft: string;
  pending: string;
  channelId: string;
  mediaId: string;
}

const LONG = `We are often asked why the rye needs two days.

On the first day flour and water meet the sourdough of the day before, and then nothing happens that anybody could see. That nothing is the work: acids form, the grain softens, and what was bitter turns round and a little sweet.

On the second day it is shaped by hand, because a machine would press out what the night has put in. Then it rests once more, and goes into the oven when the street lamps go out.

You can hurry a bread. You will taste it. 🌾`;

/** Captions as a bakery writes them: short, long, with emoji, from right to left. */
const CAPTIONS: readonly (readonly [caption: string, hashtags: readonly string[]])[] = [
  ['Rye from the fields you see here, as bread by the evening.', ['rye', 'local']],
  ['Market day tomorrow! We bring the cinnamon rolls 🌀', ['marketday', 'cinnamonrolls']],
  [LONG, ['sourdough', 'rye', 'slowbread']],
  ['Baking course on Saturday: two places left.', ['bakingcourse']],
  ['خبز الصباح جاهز: تعالوا قبل أن يبرد 🥐', ['مخبز', 'خبز']],
  ['New week, new sourdough. Who names this one?', ['sourdough']],
  ['Behind the counter: Mara, who knows your order before you do 💛', ['team']],
  ['לחם שבת, טרי מהתנור', ['שבת', 'חלה']],
  ['The last loaf of the day goes to a place nobody can find.', ['lastloaf']],
  ['Oats, honey, patience 🍯', ['oats']],
  ['Closed on Monday: the oven gets its new stones. Back on Tuesday at six 🧱🔥', ['oven']],
  ['Four in the morning. The first dough is in.', ['earlyshift', 'bakery']],
  ['Plum cake, as long as there are plums 🍑', ['plumcake', 'season']],
  ['What is left at seven goes to the night shelter. Thank you for asking.', ['nowaste']],
];

const TIMES = ['09:00', '07:30', '12:15', '18:00', '08:00', '10:30', '17:45'];

/** Days from today on which something goes out, with the hour on the wall: one on each day, and a second one on every third. */
const PLAN: readonly (readonly [day: number, time: string])[] = Array.from({ length: 38 }, (_, day) => day + 1).flatMap(day => [[day, TIMES[day % TIMES.length]!] as const, ...(day % 3 === 2 ? [[day, '20:30'] as const] : [])]);

const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Fills a workspace with a month of posts in every state, as its API's clients would. */
export async function fillMonth(space: Space): Promise<Month> {
  const [bread, cafe] = await Promise.all([space.connect({ username: 'harbour.breads', name: 'Harbour Breads' }), space.connect({ username: 'harbour.cafe', name: 'Harbour Café' })]);
  // There are few pictures for so many posts.
  await space.rules({ repeatDays: 0 });
  const pictures: string[] = [];
  for (const name of ['early-shift', 'harbour-morning', 'rye-fields', 'market-day', 'last-loaf', 'summer-idea', 'quay', 'oven', 'window', 'flour', 'plums', 'street']) {
    pictures.push(await upload(space, picture(`${name}.jpg`, { height: 1350, seed: pictures.length })));
  }
  const clip = await upload(space, video('dough-at-night.mp4', 6, 4));
  const post = (place: number, more: Record<string, unknown> = {}, accounts: readonly Account[] = [place % 3 === 2 ? cafe : bread]) => {
    const [caption, hashtags] = CAPTIONS[place % CAPTIONS.length]!;
    const mediaIds = [pictures[place % pictures.length]!];
    return space.post<{ id: string }>('posts', { type: 'image', channelIds: accounts.map(account => account.channelId), mediaIds, caption, hashtags, altTexts: ['Hills, one behind the other, below a low sun.'], ...more });
  };
  const carousel = (first: number) => ({ type: 'carousel', mediaIds: [0, 1, 2].map(step => pictures[(first + step) % pictures.length]!), altTexts: ['Hills at dawn.', 'The same hills at noon.', 'And at night.'] });

  const live = [await post(11), await post(1, carousel(6)), await post(6, { type: 'reel', mediaIds: [clip], altTexts: [], options: { thumbOffsetMs: 1_500 } })];
  const failed = await post(8, { options: { locationId: '100000000000404' } });
  for (const { id } of [...live, failed]) await space.post(`posts/${id}/publish-now`);
  for (const [place, [day, time]] of PLAN.entries()) {
    const kind = place % 5 === 3 ? carousel(place) : place % 7 === 5 ? { type: 'story', caption: '', hashtags: [], title: 'Today at the counter' } : {};
    await post(place, { ...kind, localTime: `${dayFromNow(day)}T${time}`, timeZone: 'Europe/Berlin' }, place % 9 === 4 ? [bread, cafe] : undefined);
  }
  const draft = await post(2, carousel(2));
  for (const place of [9, 12]) await post(place);

  await space.rules({ approvalPolicy: 'one' });
  const waiting: string[] = [];
  for (const [place, day] of [[4, 5], [10, 9], [13, 14], [3, 18], [0, 24]] as const) {
    const { id } = await post(place, { localTime: `${dayFromNow(day)}T15:30`, timeZone: 'Europe/Berlin' });
    await space.post(`posts/${id}/submit`);
    waiting.push(id);
  }
  await space.post(`posts/${waiting[4]}/approve`);
  await space.post(`posts/${waiting[3]}/reject`, { reason: 'The two places are taken by now. Say that there is a waiting list.' });

  // What waits goes on waiting; what is new needs nobody's word, so that drafts can be planned.
  await space.rules({ approvalPolicy: 'none' });

  for (const { id } of live) await untilJob(space, id, 'published', 60_000);
  await untilJob(space, failed.id, 'needs_attention', 60_000);
  await Promise.all([space.invite('editor', 'Mara Lindqvist'), space.invite('approver', 'Tom Okafor'), space.invite('viewer', 'ليلى حداد')]);
  return { published: live[1]!.id, failed: failed.id, draft: draft.id, pending: waiting[0]!, channelId: bread.channelId, mediaId: pictures[3]! };
}
