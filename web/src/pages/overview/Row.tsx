import { Card, Group, ThemeIcon } from '@mantine/core';
import type { ReactNode } from 'react';

/** A line of what needs somebody that is not a job: its sign, what it is, and the way there. */
export function Row({ icon, action, children }: { icon: ReactNode; action: ReactNode; children: ReactNode }) {
  return (
    <Card withBorder p="sm">
      <Group gap="sm" justify="space-between">
        <Group gap="sm" wrap="nowrap" miw={0} flex="1 1 220px">
          <ThemeIcon className="state state-orange" variant="default" size={48} radius="sm" aria-hidden>
            {icon}
          </ThemeIcon>
          <div style={{ minWidth: 0 }}>{children}</div>
        </Group>
        {action}
      </Group>
    </Card>
  );
}
