import { Button, Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Hash, Plus, Settings2 } from 'lucide-react';
import { useState } from 'react';
import classes from '../compose.module.css';
import { NewSetDialog } from './NewSetDialog.tsx';
import { setsQuery, withSet } from './sets.ts';
import { SetsDialog } from './SetsDialog.tsx';

interface Props {
  hashtags: readonly string[];
  onChange: (hashtags: string[]) => void;
}

/** Takes a set of hashtags into the post, keeps the post's as a set, and leads to all sets. */
export function HashtagSets({ hashtags, onChange }: Props) {
  const [dialog, setDialog] = useState<'new' | 'all' | null>(null);
  const sets = useQuery(setsQuery).data ?? [];
  if (sets.length === 0 && hashtags.length === 0) return null;
  return (
    <>
      <Menu position="bottom-start" shadow="md" width={300}>
        <Menu.Target>
          <Button variant="subtle" size="compact-sm" h={32} mt={4} leftSection={<Hash size={14} aria-hidden />}>
            Hashtag sets
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.sets}>
          {sets.map(set => (
            <Menu.Item key={set.id} onClick={() => onChange(withSet(hashtags, set))} disabled={withSet(hashtags, set).length === hashtags.length}>
              <Text size="sm" fw={600} dir="auto">{set.name}</Text>
              <Text size="xs" lineClamp={1} dir="auto">{set.hashtags.map(tag => `#${tag}`).join(' ')}</Text>
            </Menu.Item>
          ))}
          {sets.length > 0 && <Menu.Divider />}
          <Menu.Item leftSection={<Plus size={16} aria-hidden />} disabled={hashtags.length === 0} onClick={() => setDialog('new')}>
            Keep these as a set…
          </Menu.Item>
          {sets.length > 0 && (
            <Menu.Item leftSection={<Settings2 size={16} aria-hidden />} onClick={() => setDialog('all')}>
              Change the sets…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <NewSetDialog opened={dialog === 'new'} hashtags={hashtags} onClose={() => setDialog(null)} />
      <SetsDialog opened={dialog === 'all'} sets={sets} onClose={() => setDialog(null)} />
    </>
  );
}
