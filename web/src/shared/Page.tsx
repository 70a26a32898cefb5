import { Box, Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** A page's heading, what can be done on it, and its content. */
export function Page({ title, actions, children, wide = false }: { title: string; actions?: ReactNode; children: ReactNode; wide?: boolean }) {
  useDocumentTitle(`${title} · Posthaste`);
  return (
    <Box maw={wide ? undefined : 1100}>
      <Group justify="space-between" mb="md" gap="sm">
        <Title order={1} size="h2" flex={{ base: '1 1 auto', sm: '1 1 240px' }} dir="auto" ta="left" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
