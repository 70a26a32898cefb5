import { Anchor, Checkbox, Fieldset, NativeSelect, Radio, Stack, Switch, Text } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { PRIVACY } from '../../post/rules/contentWords.ts';
import type { Draft } from '../draft/draft.ts';
import { useComposing } from '../context.ts';
import type { Channel } from '../rules/locks.ts';
import { Note } from '../../../shared/Note.tsx';
import { Section } from './Section.tsx';
import { useTerms } from './useTerms.ts';

const MUSIC = 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en';
const BRANDED = 'https://www.tiktok.com/legal/page/global/bc-policy/en';

const isVideo = (draft: Draft) => draft.type === 'reel' || draft.type === 'video';

/** What the account has turned off can be taken back here, and not allowed. */
const whereOff = (off: boolean, isAllowed: boolean) => (off ? { disabled: !isAllowed, description: 'Turned off in the account’s own settings at TikTok.' } : {});

/** What TikTok wants said for each post and lets nobody assume: who sees it, what others may do with it, and whom it promotes.
 * Its content sharing guidelines ask for the words and the order. */
export function TikTokField() {
  const { draft, change, chosen } = useComposing();
  const accounts = chosen.filter(channel => channel.platform === 'tiktok');
  const { terms, refusals } = useTerms(accounts);
  if (accounts.length === 0) return null;

  const what = isVideo(draft) ? 'video' : 'photo';
  const nameOf = ({ id, username }: { id: string; username: string }) => {
    const name = terms.get(id)?.displayName;
    return name ? `${name} (@${username})` : `@${username}`;
  };
  return (
    <Section part="tiktok" title="On TikTok">
      <Stack gap="md">
        <Text size="sm" c="dimmed">Goes out as {accounts.map(nameOf).join(', ')}. TikTok may take some minutes until everybody sees it.</Text>
        {!draft.isForInbox && accounts.filter(account => refusals.has(account.id)).map(account => (
          <Note key={account.id} colour="red" icon={CircleAlert} title={`@${account.username} cannot post at the moment`}>{refusals.get(account.id)}</Note>
        ))}
        <Radio.Group label="How far it goes by itself" value={draft.isForInbox ? 'inbox' : 'direct'} onChange={value => change({ isForInbox: value === 'inbox' })}>
          <Stack gap="xs" mt="xs">
            <Radio value="direct" label="All the way" description="It goes live at its time." />
            <Radio value="inbox" label="Into the account’s TikTok inbox" description="At its time TikTok tells the account’s owner, who finishes it in the app, within a day." />
          </Stack>
        </Radio.Group>
        {draft.isForInbox ? <InboxWords what={what} /> : <DirectFields accounts={accounts} />}
      </Stack>
    </Section>
  );
}

/** What its owner hears there, and what does not get there. */
function InboxWords({ what }: { what: string }) {
  return (
    <Text size="sm">
      Who may see it, what others may do and what it promotes is chosen in TikTok’s app.{what === 'video' && ' The caption does not get there with a video: copy it from the post’s page and paste it in the app.'} It
      counts as live here once TikTok says that it is.
    </Text>
  );
}

/** What TikTok wants said of a post that goes live by itself. */
function DirectFields({ accounts }: { accounts: readonly Channel[] }) {
  const { draft, change, findingsOf } = useComposing();
  const { allowed } = useTerms(accounts);
  const wrong = (field: string) => findingsOf('tiktok').some(finding => finding.blocks && finding.field.startsWith(field));
  const what = isVideo(draft) ? 'video' : 'photo';
  const promotes = draft.promotes || draft.isOwnBrand || draft.isPaidPartnership;
  // One that was chosen and is not offered any more stays to be seen.
  const offered = Object.entries(PRIVACY).filter(([value]) => allowed.privacy === null || allowed.privacy.includes(value as never) || value === draft.privacy);
  return (
    <>
      <NativeSelect
        label="Who may see it" description="TikTok wants it chosen for each post." value={draft.privacy ?? ''} error={wrong('options.privacy')}
        onChange={event => change({ privacy: (event.currentTarget.value || null) as Draft['privacy'] })}
        data={[{ value: '', label: 'Choose…' }, ...offered.map(([value, label]) =>
          value === 'only_me' && draft.isPaidPartnership ? { value, label: `${label} (not possible for branded content)`, disabled: true } : { value, label })]}
      />
      <Fieldset legend="What others may do">
        <Stack gap="xs">
          <Checkbox label="Comment" {...whereOff(allowed.commentsOff, draft.allowComments)} checked={draft.allowComments} onChange={event => change({ allowComments: event.currentTarget.checked })} />
          {isVideo(draft) && <Checkbox label="Duet" {...whereOff(allowed.duetOff, draft.allowDuet)} checked={draft.allowDuet} onChange={event => change({ allowDuet: event.currentTarget.checked })} />}
          {isVideo(draft) && <Checkbox label="Stitch" {...whereOff(allowed.stitchOff, draft.allowStitch)} checked={draft.allowStitch} onChange={event => change({ allowStitch: event.currentTarget.checked })} />}
        </Stack>
      </Fieldset>
      <Switch
        label="Disclose that it promotes something" description="A brand, a product or a service, in exchange for something of value or for your own business." checked={promotes}
        onChange={event => change(event.currentTarget.checked ? { promotes: true } : { promotes: false, isOwnBrand: false, isPaidPartnership: false })}
      />
      {promotes && (
        <Stack gap="xs" ps="md">
          <Checkbox label="Your brand" description="You promote yourself or your own business." checked={draft.isOwnBrand} onChange={event => change({ promotes: true, isOwnBrand: event.currentTarget.checked })} />
          <Checkbox
            label="Branded content" description={draft.privacy === 'only_me' ? 'Not possible where only you may see it.' : 'You promote another brand, or somebody else’s business.'} checked={draft.isPaidPartnership}
            disabled={draft.privacy === 'only_me' && !draft.isPaidPartnership} onChange={event => change({ promotes: true, isPaidPartnership: event.currentTarget.checked })}
          />
          {(draft.isOwnBrand || draft.isPaidPartnership) && <Text size="sm">Your {what} will be labelled “{draft.isPaidPartnership ? 'Paid partnership' : 'Promotional content'}”. That cannot be changed once it is posted.</Text>}
        </Stack>
      )}
      <Text size="sm">
        By posting, you agree to TikTok’s {draft.isPaidPartnership && <><Anchor href={BRANDED} target="_blank" rel="noreferrer" inherit underline="always">Branded Content Policy</Anchor> and </>}
        <Anchor href={MUSIC} target="_blank" rel="noreferrer" inherit underline="always">Music Usage Confirmation</Anchor>.
      </Text>
    </>
  );
}
