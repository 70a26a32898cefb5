import { Button, Group, Paper, Text } from '@mantine/core';
import classes from './SaveBar.module.css';

/** Says that something is not saved yet, and stays in sight until it is. */
export function SaveBar({ count, busy, onUndo }: { count: number; busy: boolean; onUndo: () => void }) {
  return (
    <div role="status" className={classes.place} data-shown={count > 0 || undefined}>
      {count > 0 && (
        <Paper withBorder shadow="md" p="sm" radius="md">
          <Group justify="space-between" gap="sm">
            <Text size="sm">{count === 1 ? 'One change is' : `${count} changes are`} not saved.</Text>
            <Group gap="xs">
              <Button variant="default" onClick={onUndo} disabled={busy}>Undo</Button>
              <Button type="submit" loading={busy}>Save</Button>
            </Group>
          </Group>
        </Paper>
      )}
    </div>
  );
}
