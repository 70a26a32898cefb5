import { Card, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** One figure: what it is, how much, and what that means. */
export function Figure({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <Card withBorder p="sm">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz={26} fw={650} lh={1.25}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {children}
      </Text>
    </Card>
  );
}
