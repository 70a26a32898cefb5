import { Button, Group, Tabs, Text } from '@mantine/core';
import { CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { ComposingContext, useComposing } from '../context.ts';
import type { Draft } from '../draft/draft.ts';
import { draftFor, isOwn, type OwnField, type OwnWords, withOwn, withoutOwn } from '../draft/variants.ts';
import { partOf } from '../rules/findings.ts';
import { limitsOf } from '../rules/limits.ts';
import { isOfWords } from '../rules/ownFindings.ts';
import classes from '../compose.module.css';

const FOR_ALL = 'all';

/** Fields for all accounts, and for each what it gets differently. With one account there is nothing to tell apart. */
export function AccountTabs({ children }: { children: ReactNode }) {
  const { draft, chosen, account, setAccount, findings } = useComposing();
  if (chosen.length < 2 && !chosen.some(channel => draft.variants[channel.id] !== undefined)) return children;
  const isWrong = (channelId: string) => findings.some(finding => finding.blocks && finding.channelId === channelId && isOfWords(partOf(finding.field)));
  return (
    <Tabs value={account ?? FOR_ALL} onChange={value => setAccount(value === FOR_ALL ? null : value)} keepMounted={false}>
      <Tabs.List mb="sm" aria-label="Whose text">
        <Tabs.Tab value={FOR_ALL}>For all</Tabs.Tab>
        {chosen.map(channel => (
          <Tabs.Tab key={channel.id} value={channel.id} rightSection={isWrong(channel.id) ? <CircleX size={14} className={`${classes.plainSign} state-red`} aria-label="something to mend" /> : undefined}>
            @{channel.username}
            {draft.variants[channel.id] !== undefined && <Text span inherit c="dimmed"> · own</Text>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={FOR_ALL}>{children}</Tabs.Panel>
      {chosen.map(channel => (
        <Tabs.Panel key={channel.id} value={channel.id}>
          <ForAccount channelId={channel.id}>{children}</ForAccount>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const FIELD_OF = { caption: 'caption', hashtags: 'hashtags', comment: 'firstComment' } as const;

/** The same fields, as they are for one account: what is written there is its own. */
function ForAccount({ channelId, children }: { channelId: string; children: ReactNode }) {
  const composing = useComposing();
  const { draft, change, findings, chosen } = composing;
  const channel = chosen.find(one => one.id === channelId)!;
  const changeOwn = (wanted: Partial<Draft> | ((draft: Draft) => Draft)) =>
    change(now => withOwn(now, channelId, wordsOf(typeof wanted === 'function' ? wanted(draftFor(now, channelId)) : wanted)));
  const isInherited = (part: string) => part in FIELD_OF && !isOwn(draft, channelId, FIELD_OF[part as keyof typeof FIELD_OF]);
  const other = draft.variants[channelId]?.other;
  return (
    <ComposingContext
      value={{
        ...composing, draft: draftFor(draft, channelId), change: changeOwn, limits: limitsOf(channel.platform) ?? composing.limits,
        findingsOf: part => findings.filter(finding => partOf(finding.field) === part && (finding.channelId === channelId || (finding.channelId === undefined && isInherited(part)))),
        own: {
          username: channel.username,
          isOwn: field => isOwn(draft, channelId, field),
          take: field => change(now => withOwn(now, channelId, { [field]: draftFor(now, channelId)[field] })),
          giveBack: field => change(now => withoutOwn(now, channelId, field)),
        },
      }}
    >
      {children}
      {other !== undefined && (
        <Text size="sm" c="dimmed" mt="sm">
          This account also has {other.mediaIds ? 'pictures or videos' : 'settings'} of its own, chosen outside of this page. They stay as they are.
        </Text>
      )}
    </ComposingContext>
  );
}

const wordsOf = ({ caption, hashtags, firstComment }: Partial<Draft>): OwnWords => ({
  ...(caption === undefined ? {} : { caption }), ...(hashtags === undefined ? {} : { hashtags }), ...(firstComment === undefined ? {} : { firstComment }),
});

const NAMES: Record<OwnField, string> = { caption: 'caption', hashtags: 'hashtags', firstComment: 'first comment' };

/** Below a field of one account: whether it is its own. */
export function OwnSwitch({ field }: { field: OwnField }) {
  const { own } = useComposing();
  if (own === null) return null;
  return own.isOwn(field) ? (
    <Button variant="subtle" size="compact-sm" onClick={() => own.giveBack(field)} aria-label={`Back to that of all: ${NAMES[field]}`}>
      Back to that of all
    </Button>
  ) : (
    <Group gap={6}>
      <Text size="sm" c="dimmed">As for all.</Text>
      <Button variant="subtle" size="compact-sm" onClick={() => own.take(field)} aria-label={`Change for this account: ${NAMES[field]}`}>
        Change for this account
      </Button>
    </Group>
  );
}
