import { Tabs, Text } from '@mantine/core';
import { CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { ComposingContext, useComposing } from '../context.ts';
import type { Draft } from '../draft/draft.ts';
import { draftFor, isOwn, type Own, type OwnField, withOwn, withoutOwn } from '../draft/variants.ts';
import { partOf } from '../rules/findings.ts';
import { limitsOf } from '../rules/limits.ts';
import { ownFieldOf } from '../rules/ownFindings.ts';
import classes from '../compose.module.css';

const FOR_ALL = 'all';

interface Props {
  /** Of the tabs, such as `Whose text`. */
  label: string;
  /** What the fields below are about. */
  fields: readonly OwnField[];
  children: ReactNode;
}

/** Fields for all accounts, and for each what it gets differently. With one account there is nothing to tell apart. */
export function AccountTabs({ label, fields, children }: Props) {
  const { draft, chosen, account, setAccount, findings } = useComposing();
  const hasOwn = (channelId: string) => fields.some(field => isOwn(draft, channelId, field));
  if (chosen.length < 2 && !chosen.some(channel => draft.variants[channel.id] !== undefined)) return children;
  const isOfThese = (field: OwnField | null) => field !== null && fields.includes(field);
  const isWrong = (channelId: string) => findings.some(finding => finding.blocks && finding.channelId === channelId && isOfThese(ownFieldOf(partOf(finding.field))));
  return (
    <Tabs value={account ?? FOR_ALL} onChange={value => setAccount(value === FOR_ALL ? null : value)} keepMounted={false}>
      <Tabs.List mb="sm" aria-label={label}>
        <Tabs.Tab value={FOR_ALL}>For all</Tabs.Tab>
        {chosen.map(channel => (
          <Tabs.Tab key={channel.id} value={channel.id} rightSection={isWrong(channel.id) ? <CircleX size={14} className={`${classes.plainSign} state-red`} aria-label="something to mend" /> : undefined}>
            @{channel.username}
            {hasOwn(channel.id) && <Text span inherit c="dimmed"> · own</Text>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={FOR_ALL}>{children}</Tabs.Panel>
      {chosen.map(channel => (
        <Tabs.Panel key={channel.id} value={channel.id}>
          <ForAccount channelId={channel.id} fields={fields}>{children}</ForAccount>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** The same fields, as they are for one account: what is changed there is its own. */
function ForAccount({ channelId, fields, children }: { channelId: string } & Pick<Props, 'fields' | 'children'>) {
  const composing = useComposing();
  const { draft, change, findings, chosen, upload, arriving } = composing;
  const channel = chosen.find(one => one.id === channelId)!;
  const changeOwn = (wanted: Partial<Draft> | ((draft: Draft) => Draft)) =>
    change(now => {
      const before = draftFor(now, channelId);
      return withOwn(now, channelId, changedIn(fields, before, typeof wanted === 'function' ? wanted(before) : { ...before, ...wanted }));
    });
  const isInherited = (field: OwnField | null) => field !== null && !isOwn(draft, channelId, field);
  const hasFiles = isOwn(draft, channelId, 'items');
  return (
    <ComposingContext
      value={{
        ...composing, draft: draftFor(draft, channelId), change: changeOwn, limits: limitsOf(channel.platform) ?? composing.limits,
        findingsOf: part => findings.filter(finding => partOf(finding.field) === part && (finding.channelId === channelId || (finding.channelId === undefined && isInherited(ownFieldOf(part))))),
        // Where it has those of all, what is pasted is for all.
        upload: files => upload(files, hasFiles ? channelId : null),
        arriving: target => arriving(hasFiles ? channelId : target),
        own: {
          username: channel.username,
          isOwn: field => isOwn(draft, channelId, field),
          take: field => change(now => withOwn(now, channelId, { [field]: draftFor(now, channelId)[field] })),
          giveBack: field => change(now => withoutOwn(now, channelId, field)),
        },
      }}
    >
      {children}
      <SetElsewhere channelId={channelId} areFiles={fields.includes('items')} />
    </ComposingContext>
  );
}

/** What of these fields was changed. */
function changedIn(fields: readonly OwnField[], before: Draft, after: Draft): Own {
  return Object.fromEntries(fields.filter(field => after[field] !== before[field]).map(field => [field, after[field]]));
}

/** Says what else an account has of its own, which programs can give it and this page does not show. */
function SetElsewhere({ channelId, areFiles }: { channelId: string; areFiles: boolean }) {
  const other = useComposing().draft.variants[channelId]?.other;
  if (other === undefined) return null;
  const { mediaIds, altTexts, mediaFits, ...rest } = other;
  const isOfFiles = [mediaIds, altTexts, mediaFits].some(one => one !== undefined);
  if (areFiles ? !isOfFiles : Object.keys(rest).length === 0) return null;
  return (
    <Text size="sm" c="dimmed" mt="sm">
      This account also has {areFiles ? 'pictures or videos' : 'settings'} of its own, chosen outside of this page. They stay as they are.
    </Text>
  );
}
