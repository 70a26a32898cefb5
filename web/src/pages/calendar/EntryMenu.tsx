import { Menu, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CalendarClock, Copy, Eye, FileText, Pencil, Repeat } from 'lucide-react';
import type { Entry } from './entries.ts';
import type { Movability } from './moving.ts';
import classes from './calendar.module.css';

/** An entry whose menu is open, and where. */
export interface MenuPlace {
  entry: Entry;
  x: number;
  y: number;
  /** What had the focus before, and gets it back. */
  from: HTMLElement | null;
}

interface Props {
  place: MenuPlace | null;
  movability: Movability;
  mayEdit: boolean;
  onClose: () => void;
  onLook: (entry: Entry) => void;
  onMove: (entry: Entry) => void;
  onCopy: (entry: Entry) => void;
  /** Left out for who may not schedule. */
  onRepeat?: (entry: Entry) => void;
}

/** What can be done with an entry: by right click, by the menu key, or by its button in the agenda. */
export function EntryMenu({ place, movability, mayEdit, onClose, onLook, onMove, onCopy, onRepeat }: Props) {
  if (!place) return null;
  const { entry, x, y } = place;
  const close = () => {
    onClose();
    place.from?.focus();
  };
  return (
    <Menu opened onClose={close} position="bottom-start" width={250} returnFocus={false} withinPortal={false} withInitialFocusPlaceholder={false} key={`${x} ${y}`}>
      <Menu.Target>
        <button type="button" className={classes['anchor']} style={{ left: x, top: y }} tabIndex={-1} aria-label={`What to do with ${entry.title}`} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="xs" truncate dir="auto">{entry.title}</Text>
        </Menu.Label>
        <Menu.Item leftSection={<Eye size={16} aria-hidden />} onClick={() => onLook(entry)}>
          Look at it
        </Menu.Item>
        <Menu.Item leftSection={<CalendarClock size={16} aria-hidden />} onClick={() => onMove(entry)} disabled={!movability.may}>
          {entry.jobId === null ? 'Schedule…' : 'Move…'}
          {!movability.may && <Text size="xs">{movability.why}</Text>}
        </Menu.Item>
        <Menu.Item leftSection={<FileText size={16} aria-hidden />} component={Link} to={`/posts/${entry.postId}`}>
          Open its page
        </Menu.Item>
        {mayEdit && entry.state !== 'published' && (
          <Menu.Item leftSection={<Pencil size={16} aria-hidden />} component={Link} to={`/posts/${entry.postId}/edit`}>
            Edit
          </Menu.Item>
        )}
        {onRepeat && (
          <Menu.Item leftSection={<Repeat size={16} aria-hidden />} onClick={() => onRepeat(entry)}>
            Repeat…
          </Menu.Item>
        )}
        {mayEdit && (
          <Menu.Item leftSection={<Copy size={16} aria-hidden />} onClick={() => onCopy(entry)}>
            Copy
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
