import { ActionIcon, Avatar, Badge, NativeSelect, Text, Tooltip } from '@mantine/core';
import { ShieldCheck, ShieldOff, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useMay, useMembership, useSession, useWorkspace } from '../../../api/session.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { dateTime } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { mayGive, type Role, ROLES, rolesToGive } from '../roles.ts';
import lines from '../../../shared/Lines.module.css';
import classes from './Members.module.css';

/** One member: name, address, role, and what may be done about them. */
export function MemberRow({ member, ownersLeft }: { member: Schemas['WorkspaceMemberResponse']; ownersLeft: number }) {
  const { timeZone } = useWorkspace();
  const isMe = useSession().member.id === member.id;
  const mayManage = useMay('manage_members');
  const own = useMembership()?.rights ?? [];
  const role = member.role as Role;
  const mayChange = mayManage && mayGive(own, role);
  const isLastOwner = role === 'owner' && ownersLeft === 1;
  return (
    <li className={`${lines.line} ${classes.member}`}>
      <Avatar name={member.name} color="post.8" variant="filled" radius="xl" aria-hidden alt="" />
      <div>
        <Text fw={600} size="sm" dir="auto" ta="left">{member.name}{isMe && <Text span size="sm" c="dimmed"> (you)</Text>}</Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{member.email}</Text>
        <Text size="xs" c="dimmed">Since {dateTime(member.since, timeZone)}{mayChange && isLastOwner ? ' · the only owner: make somebody else one before that changes' : ''}</Text>
      </div>
      <div className={classes.actions}>
        {member.hasTotp !== null && <TwoFactor has={member.hasTotp ?? false} />}
        {mayChange && !isLastOwner ? <RoleSelect member={member} role={role} isMe={isMe} /> : <Badge className="state state-gray" variant="default" size="lg">{ROLES[role].word}</Badge>}
        {mayChange && !isMe && <Remove member={member} />}
      </div>
    </li>
  );
}

function TwoFactor({ has }: { has: boolean }) {
  const words = has ? 'Signs in with a code too' : 'Signs in with a password alone';
  const Icon = has ? ShieldCheck : ShieldOff;
  return (
    <Tooltip label={words} events={{ hover: true, focus: true, touch: true }}>
      <span tabIndex={0} role="img" aria-label={words} style={{ lineHeight: 0, padding: 4, color: has ? 'var(--state-green)' : 'var(--mantine-color-dimmed)' }}><Icon size={18} aria-hidden /></span>
    </Tooltip>
  );
}

function RoleSelect({ member, role, isMe }: { member: Schemas['WorkspaceMemberResponse']; role: Role; isMe: boolean }) {
  const own = useMembership()?.rights ?? [];
  const [wanted, setWanted] = useState<Role | null>(null);
  const change = useChange({
    run: (next: Role) => call(api.PATCH('/api/v1/members/{memberId}', { params: { path: { memberId: member.id } }, body: { role: next } })),
    touches: [['members'], ['session']],
    done: `${member.name} has another role now.`,
    showsError: true,
    onDone: () => setWanted(null),
  });
  const close = () => {
    setWanted(null);
    change.reset();
  };
  return (
    <>
      <NativeSelect w={130} aria-label={`Role of ${member.name}`} data={rolesToGive(own)} value={role} onChange={event => setWanted(event.currentTarget.value as Role)} />
      <AskFirst opened={wanted !== null} title={`Make ${isMe ? 'yourself' : member.name} ${wanted === null ? '' : article(wanted)}?`} verb="Change the role" danger={isMe} busy={change.isPending} error={change.error} onYes={() => { if (wanted !== null) change.mutate(wanted); }} onClose={close}>
        {wanted !== null && <Text size="sm">{ROLES[wanted].means}{isMe && ' You may not be able to change it back yourself.'}</Text>}
      </AskFirst>
    </>
  );
}

const article = (role: Role): string => `${/^[aeo]/.test(role) ? 'an' : 'a'} ${ROLES[role].word.toLowerCase()}`;

function Remove({ member }: { member: Schemas['WorkspaceMemberResponse'] }) {
  const [isOpen, setIsOpen] = useState(false);
  const remove = useChange({
    run: () => call(api.DELETE('/api/v1/members/{memberId}', { params: { path: { memberId: member.id } } })),
    touches: [['members']],
    done: `${member.name} no longer belongs to the workspace.`,
    showsError: true,
    onDone: () => setIsOpen(false),
  });
  return (
    <>
      <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" size={36} aria-label={`Take ${member.name} out of the workspace`} onClick={() => setIsOpen(true)}><UserMinus size={18} aria-hidden /></ActionIcon>
      <AskFirst opened={isOpen} title={`Take ${member.name} out?`} verb="Take out" busy={remove.isPending} error={remove.error} onYes={() => remove.mutate()} onClose={() => { setIsOpen(false); remove.reset(); }}>
        <Text size="sm">They no longer see this workspace, at once. What they wrote and scheduled stays, and so does their account on this server.</Text>
      </AskFirst>
    </>
  );
}
