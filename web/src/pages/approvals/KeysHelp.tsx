import { Kbd, Modal, Stack, Switch, Table } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';

/** Whether single letters do something: who speaks to the computer may want that off. */
export const KEYS_SETTING = { key: 'posthaste.approval-keys', defaultValue: true, getInitialValueInEffect: false };

const KEYS: readonly (readonly [string, string])[] = [
  ['j', 'the next post'],
  ['k', 'the one before'],
  ['a', 'approve it'],
  ['r', 'reject it, with a reason'],
  ['?', 'this list'],
];

/** What the keyboard does in the queue. */
export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [hasKeys, setHasKeys] = useLocalStorage(KEYS_SETTING);
  return (
    <Modal opened={isOpen} onClose={onClose} title="Deciding by keyboard" size="sm">
      <Stack>
        <Table>
          <Table.Tbody>
            {KEYS.map(([key, does]) => (
              <Table.Tr key={key}>
                <Table.Th w={60}>
                  <Kbd>{key}</Kbd>
                </Table.Th>
                <Table.Td>{does}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Switch label="Use these keys" checked={hasKeys} onChange={event => setHasKeys(event.currentTarget.checked)} />
      </Stack>
    </Modal>
  );
}
