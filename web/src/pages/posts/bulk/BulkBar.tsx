import { Button, Group, Menu, Text } from '@mantine/core';
import { ChevronUp, X } from 'lucide-react';
import { useState } from 'react';
import { useMembership, useWorkspace } from '../../../api/session.ts';
import { MOST_AT_ONCE } from '../selection.ts';
import { type SelectionStore, useSelected } from '../selectionStore.ts';
import { type ActionWords, actionsFor, type BulkPost, countOf } from './actions.ts';
import classes from './bulk.module.css';
import { BulkDialog } from './BulkDialog.tsx';

interface Props {
  store: SelectionStore;
  /** What is shown now, for "select all". */
  shown: readonly BulkPost[];
  /** Which those are, after "all 12". */
  what?: string;
  /** Leaves selecting; where there is nothing to leave, the selection is only emptied. */
  onEnd?: () => void;
}

/** How many posts are selected, and what can be done with them. It stays mounted while nothing is: its dialog tells what became of the last ones. */
export function BulkBar({ store, shown, what = 'shown', onEnd }: Props) {
  const selected = useSelected(store);
  const { approvalPolicy } = useWorkspace();
  const actions = actionsFor(useMembership()?.rights ?? [], approvalPolicy);
  const [asked, setAsked] = useState<{ action: ActionWords; posts: BulkPost[] } | null>(null);
  const open = (action: ActionWords) => setAsked({ action, posts: store.posts() });
  const isAll = shown.length > 0 && shown.every(post => selected.includes(post.id));
  const isShown = selected.length > 0 || onEnd !== undefined;
  const bar = (
    <div className={classes['bar']} role="region" aria-label="Selected posts">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text size="sm" fw={600} role="status">
            {selected.length === 0 ? <>Select posts<span className={classes['wide']}> by click or Space.</span></> : `${countOf(selected.length)} selected${selected.length === MOST_AT_ONCE ? `: ${MOST_AT_ONCE} at once at the most` : ''}`}
          </Text>
          {!isAll && selected.length < MOST_AT_ONCE && shown.length > 0 && <Button variant="subtle" size="compact-sm" h={30} onClick={() => store.add(shown)}><span>Select {shown.length > MOST_AT_ONCE ? `the first ${MOST_AT_ONCE}` : <>all {shown.length}<span className={classes['wide']}> {what}</span></>}</span></Button>}
        </Group>
        <Group gap={6}>
          <Group gap={6} visibleFrom="md">
            {actions.map(one => (
              <Button key={one.action} size="compact-sm" h={32} px="sm" variant="default" c={one.isDangerous && selected.length > 0 ? 'var(--state-red)' : undefined} leftSection={<one.icon size={15} aria-hidden />} disabled={selected.length === 0} onClick={() => open(one)}>
                {one.label}
              </Button>
            ))}
          </Group>
          <Menu position="top-end" width={220}>
            <Menu.Target>
              <Button hiddenFrom="md" size="compact-sm" h={34} px="sm" rightSection={<ChevronUp size={14} aria-hidden />} disabled={selected.length === 0}>What to do</Button>
            </Menu.Target>
            <Menu.Dropdown>
              {actions.map(one => (
                <Menu.Item key={one.action} c={one.isDangerous ? 'var(--state-red)' : undefined} leftSection={<one.icon size={16} aria-hidden />} onClick={() => open(one)}>
                  {one.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button variant="subtle" color="gray" c="dimmed" size="compact-sm" h={30} leftSection={<X size={14} aria-hidden />} onClick={() => (onEnd ?? (() => store.clear()))()}>
            {onEnd ? 'Done' : 'Clear'}
          </Button>
        </Group>
      </Group>
    </div>
  );
  return (
    <>
      {isShown && bar}
      {asked && <BulkDialog action={asked.action} posts={asked.posts} onDone={ids => store.drop(ids)} onClose={() => setAsked(null)} />}
    </>
  );
}
