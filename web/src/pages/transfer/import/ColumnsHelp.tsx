import { Code, Table, Text } from '@mantine/core';
import { Disclosure } from '../../post/parts/Disclosure.tsx';

/** What may stand in each column. The names are those of the template; others that people use are understood as well. */
const COLUMNS: readonly (readonly [name: string, text: string, example: string])[] = [
  ['type', 'image, carousel, reel or story', 'image'],
  ['channels', 'Accounts, by name or @username; several with |', '@harbour.bakery'],
  ['media', 'File names of the library or addresses of the web; several with |', 'bread.jpg|oven.jpg'],
  ['caption', 'The text, with line breaks inside quotation marks', 'Fresh bread, every morning'],
  ['hashtags', 'With or without #, separated by blanks', '#bakery #bread'],
  ['first_comment', 'What is written below it once it is live', 'Open from 7'],
  ['alt_texts', 'For those who cannot see the pictures, in their order; several with |', 'Loaves on a shelf'],
  ['at', 'When it goes out, in the row’s zone or the workspace’s', '2030-03-01 18:00'],
  ['time_zone', 'The row’s zone', 'Europe/Berlin'],
  ['title', 'What it is called here', 'Bread'],
  ['cover', 'The cover of a reel, named like media', 'cover.jpg'],
  ['late_policy', 'publish, skip or ask, when it could not go out in time; publish 90 for up to 90 minutes', 'publish'],
  ['category', 'What it is sorted by', 'Recipes'],
];

/** The columns of a file, folded away. */
export function ColumnsHelp() {
  return (
    <Disclosure label="The columns">
      <Text size="sm" c="dimmed" mb="xs">
        Any order, and only those you need: type, channels and media make a post.
      </Text>
      <Table.ScrollContainer minWidth={0} scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'The columns of a file', role: 'group' } }}>
        <Table fz="sm" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Column</Table.Th>
              <Table.Th scope="col">What it says</Table.Th>
              <Table.Th scope="col">For example</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {COLUMNS.map(([name, text, example]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row"><Code>{name}</Code></Table.Th>
                <Table.Td>{text}</Table.Td>
                <Table.Td>{example}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Disclosure>
  );
}
