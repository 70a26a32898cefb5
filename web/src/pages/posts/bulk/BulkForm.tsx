import { Button, Checkbox, Group, Loader, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWorkspace } from '../../../api/session.ts';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Trouble } from '../../../shared/Trouble.tsx';
import { type ActionWords, type BulkPost, countOf } from './actions.ts';
import classes from './bulk.module.css';
import { ItemList } from './ItemList.tsx';
import { type BulkItem, canForce, carryOutOf } from './rehearsal.ts';
import { useBulk } from './useBulk.ts';
import { type Fields, WishFields, wishOf } from './WishFields.tsx';

const FIELDS = ['at', 'localTime', 'shiftDays', 'shiftMinutes'];

interface Props {
  action: ActionWords;
  posts: readonly BulkPost[];
  fields: Fields;
  onFields: (change: Partial<Fields>) => void;
  onBusy: (isBusy: boolean) => void;
  onDone: (items: BulkItem[]) => void;
  onClose: () => void;
}

/** What is wanted, what would come of it, and the button that does it. */
export function BulkForm({ action, posts, fields, onFields, onBusy, onDone, onClose }: Props) {
  const { timeZone } = useWorkspace();
  const [force, setForce] = useState(false);
  const [takesProposed, setTakesProposed] = useState(true);
  const asksFirst = action.action === 'move' || action.action === 'schedule';
  const wish = wishOf(action.action, fields, force, timeZone);
  const bulk = useBulk(posts.map(post => post.id), asksFirst ? null : wish);
  // What was rehearsed for other fields says nothing about these.
  const items = JSON.stringify(bulk.wish) === JSON.stringify(wish) ? bulk.rehearsal.data : undefined;
  const error = bulk.rehearsal.error;
  const isRehearsing = bulk.rehearsal.isFetching;

  const go = items && carryOutOf(items, takesProposed);
  const count = go ? go.batch.length + go.proposed.length : 0;
  // Enter, and a second click in haste, only look: the deed has a button of its own.
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (wish && !isRehearsing && !bulk.deed.isPending) bulk.ask(wish);
  };
  const run = () => {
    if (!items) return;
    onBusy(true);
    bulk.deed.mutate(carryOutOf(items, takesProposed), {
      // What was not sent is told with what was: nobody is left to wonder about a post.
      onSuccess: done => onDone([...done, ...items.filter(item => !done.some(one => one.postId === item.postId))]),
      onSettled: () => onBusy(false),
    });
  };
  const insist = (next: boolean) => {
    setForce(next);
    const other = wishOf(action.action, fields, next, timeZone);
    if (other) bulk.ask(other);
  };
  const beside = errorBeside(error, FIELDS);

  return (
    <form onSubmit={look}>
      <Stack gap="md">
        <Text size="sm">{action.about}</Text>
        <WishFields action={action.action} fields={fields} error={field => errorOf(error, field)} onChange={onFields} />
        {asksFirst && <Group><Button type="submit" variant="light" disabled={wish === null || bulk.deed.isPending}>{items ? 'Look again' : 'Show what would happen'}</Button></Group>}
        {beside !== undefined && <Trouble error={error} retry={wish ? () => bulk.ask(wish) : undefined} />}
        {bulk.deed.isError && <Trouble error={bulk.deed.error} />}
        <Text size="sm" fw={600} role="status">
          {isRehearsing ? 'Looking what would happen…' : items && summary(items, count, action)}
        </Text>
        {isRehearsing && <Loader size="sm" aria-hidden />}
        {items && (
          <>
            <ItemList label="What would become of each post" action={action} posts={new Map(posts.map(post => [post.id, post]))} items={items} takesProposed={takesProposed} />
            {items.some(item => item.proposedAt !== null) && <Checkbox label="Take the proposed times" description="Posts that are too close to others, or over a limit of their account, go to the next time at which they fit." checked={takesProposed} onChange={event => setTakesProposed(event.currentTarget.checked)} />}
            {action.givesTimes && (force || canForce(items)) && <Checkbox label="Overrule conflicts, locks and repeats" description="Posts may then be close to others, show what was shown lately, or move just before they go out." checked={force} onChange={event => insist(event.currentTarget.checked)} />}
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={bulk.deed.isPending} data-autofocus={!asksFirst || undefined}>Cancel</Button>
          <Button color={action.isDangerous ? 'red.9' : force ? 'var(--force)' : undefined} className={classes['force']} disabled={count === 0 || isRehearsing} loading={bulk.deed.isPending} onClick={run}>
            {count > 0 ? `${action.verb} ${countOf(count)}${force ? ' anyway' : ''}` : action.verb}
          </Button>
        </Group>
        {bulk.deed.isPending && (go?.proposed.length ?? 0) > 3 && <Text size="sm" c="dimmed" role="status">{bulk.done} of {count} are done.</Text>}
      </Stack>
    </form>
  );
}

function summary(items: readonly BulkItem[], count: number, action: ActionWords): string {
  const left = items.length - count;
  if (count === 0) return items.length === 1 ? `It cannot be ${action.done}, and is left as it is.` : `None of them can be ${action.done}.`;
  if (left === 0) return items.length === 1 ? `It would be ${action.done}.` : `All ${items.length} would be ${action.done}.`;
  return `${countOf(count)} would be ${action.done}, ${left} would be left as ${left === 1 ? 'it is' : 'they are'}.`;
}
