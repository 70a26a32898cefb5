import { List, ScrollArea, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { Check, Minus } from 'lucide-react';
import { Section } from '../../../shared/Section.tsx';
import { ALL_RIGHTS, ALL_ROLES, RIGHTS, ROLES } from '../roles.ts';

/** What each role may do, in words. */
export function RolesTable() {
  return (
    <Section title="What each role may do" about="Nobody gives a role that may do more than themselves.">
      <ByRole />
      <ScrollArea visibleFrom="sm" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'What each role may do' }} offsetScrollbars="x">
        <Table miw={620} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Right</Table.Th>
              {ALL_ROLES.map(role => <Table.Th key={role} scope="col" ta="center">{ROLES[role].word}</Table.Th>)}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ALL_RIGHTS.map(right => (
              <Table.Tr key={right}>
                <Table.Th scope="row" fw={400}>
                  <Text size="sm" fw={600}>{RIGHTS[right].word}</Text>
                  <Text size="xs" c="dimmed">{RIGHTS[right].means}</Text>
                </Table.Th>
                {ALL_ROLES.map(role => <Table.Td key={role} ta="center"><Mark isGiven={ROLES[role].rights.includes(right)} /></Table.Td>)}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Section>
  );
}

/** The same on a phone, where the table does not fit: role by role. */
function ByRole() {
  return (
    <Stack hiddenFrom="sm" gap="md">
      {ALL_ROLES.map(role => (
        <div key={role}>
          <Title order={3} size="h5">{ROLES[role].word}</Title>
          <Text size="sm" c="dimmed">{ROLES[role].means}</Text>
          <List size="sm" mt={4} icon={<Check size={16} color="var(--state-green)" aria-hidden />}>
            {ROLES[role].rights.map(right => <List.Item key={right}>{RIGHTS[right].word}</List.Item>)}
          </List>
        </div>
      ))}
    </Stack>
  );
}

function Mark({ isGiven }: { isGiven: boolean }) {
  return (
    <>
      {isGiven ? <Check size={18} color="var(--state-green)" aria-hidden /> : <Minus size={16} color="var(--mantine-color-dimmed)" aria-hidden />}
      <VisuallyHidden>{isGiven ? 'Yes' : 'No'}</VisuallyHidden>
    </>
  );
}
