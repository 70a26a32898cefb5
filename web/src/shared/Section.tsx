import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of a page: a heading, a sentence about it, what can be done there, and its content. */
export function Section({ title, about, actions, children }: { title: string; about?: ReactNode; actions?: ReactNode; children?: ReactNode }) {
  return (
    <Paper withBorder p="lg" component="section">
      <Group justify="space-between" align="flex-start" gap="sm" mb={children === undefined ? 0 : 'sm'}>
        <div>
          <Title order={2} size="h4">{title}</Title>
          {about !== undefined && <Text size="sm" c="dimmed" maw={640} component="div">{about}</Text>}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      <div>{children}</div>
    </Paper>
  );
}
