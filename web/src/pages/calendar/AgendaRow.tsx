import { ActionIcon, Checkbox, Text } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { CategoryMark } from '../../shared/CategoryMark.tsx';
import { StateBadge } from '../../shared/StateBadge.tsx';
import { timeOfDay } from '../../shared/times.ts';
import { POST_TYPES, wordsOf } from '../../words/states.ts';
import { useMark } from '../posts/selectionStore.ts';
import { useCategory } from './categories.ts';
import { type Entry, idOf } from './entries.ts';
import { accountNames, type Accounts } from './Initials.tsx';
import { Thumbnail } from './Thumbnail.tsx';
import classes from './calendar.module.css';

interface Props {
  entry: Entry;
  accounts: Accounts;
  zone: string;
  onOpen: (entry: Entry) => void;
  /** Left out where there is no menu. */
  onMenu?: (entry: Entry, x: number, y: number) => void;
}

/** An entry in the agenda. */
export function AgendaRow({ entry, accounts, zone, onOpen, onMenu }: Props) {
  const category = useCategory(entry.categoryId);
  const mark = useMark(entry.postId);
  return (
    <li className={`${classes['row']} state-${wordsOf(entry.state, entry.approval).colour}`} data-entry={idOf(entry)} data-selected={mark === true || undefined}>
      <Text component="time" dateTime={entry.at} fw={650} size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {timeOfDay(entry.at, zone)}
      </Text>
      <Thumbnail mediaId={entry.mediaId} type={entry.type} size={44} />
      <div style={{ minWidth: 0 }}>
        <button type="button" className={classes['rowOpen']} onClick={() => onOpen(entry)} dir="auto">
          {entry.title}
        </button>
        <div className={classes['rowFacts']}>
          <StateBadge state={entry.state} approval={entry.approval} reason={entry.reason} />
          <Text size="sm" c="dimmed" span>{POST_TYPES[entry.type]}</Text>
          <Text size="sm" c="dimmed" span style={{ overflowWrap: 'anywhere' }}>{accountNames(entry.channelIds, accounts)}</Text>
          {category && <Text size="sm" c="dimmed" span><CategoryMark category={category} /></Text>}
        </div>
      </div>
      {mark !== null ? (
        <Checkbox p={8} aria-label={`Select ${entry.title}`} checked={mark} onChange={() => onOpen(entry)} />
      ) : onMenu && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          size={32}
          aria-label={`What to do with ${entry.title}`}
          aria-haspopup="menu"
          onClick={event => {
            const box = event.currentTarget.getBoundingClientRect();
            onMenu(entry, box.left, box.bottom);
          }}
        >
          <Ellipsis size={18} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
