import { List, Text } from '@mantine/core';
import type { Schemas } from '../../../api/client.ts';
import { Section } from '../../../shared/Section.tsx';
import { platformName } from '../../../words/platforms.ts';

/** The workspace's plan and the networks it leaves out. Nothing on a server without plans. */
export function Plan({ workspace }: { workspace: Schemas['WorkspaceResponse'] }) {
  if (workspace.plan === null) return null;
  return (
    <Section title="Plan" about={<>This workspace is on the plan <b>{workspace.plan}</b>.</>}>
      {workspace.lockedPlatforms.length === 0 ? (
        <Text size="sm">It includes every network of this server.</Text>
      ) : (
        <List size="sm">
          {workspace.lockedPlatforms.map(locked => <List.Item key={locked.platform}>{platformName(locked.platform)} takes the plan <b>{locked.neededPlan}</b>.</List.Item>)}
        </List>
      )}
    </Section>
  );
}
