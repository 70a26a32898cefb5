import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { api, call } from '../../../../api/client.ts';
import type { Category } from '../../../../api/planning.ts';
import { AskFirst } from '../../../../shared/AskFirst.tsx';
import { CategoryMark } from '../../../../shared/CategoryMark.tsx';
import { say } from '../../../../shared/say.ts';
import { useChange } from '../../../../shared/useChange.ts';
import lines from '../../../../shared/Lines.module.css';
import { deletedWords } from './palette.ts';

interface Props {
  category: Category;
  /** How many slots are for it; undefined while that is not known. */
  slots: number | undefined;
  mayEdit: boolean;
  onEdit: () => void;
}

/** One category, and what can be done with it. */
export function CategoryRow({ category, slots, mayEdit, onEdit }: Props) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const remove = useChange({
    run: () => call(api.DELETE('/api/v1/categories/{categoryId}', { params: { path: { categoryId: category.id } } })),
    touches: [['categories'], ['slots'], ['posts'], ['post'], ['calendar']],
    showsError: true,
    onDone: answer => {
      close();
      say(deletedWords(category.name, answer));
    },
  });
  return (
    <li className={`${lines.line} ${lines.split}`}>
      <div>
        <Text size="sm" fw={600} component="div"><CategoryMark category={category} /></Text>
        {slots !== undefined && <Text size="xs" c="dimmed">{slots === 0 ? 'No slot is only for it' : slots === 1 ? 'One slot is only for it' : `${slots} slots are only for it`}</Text>}
      </div>
      {mayEdit && (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onEdit} aria-label={`Change ${category.name}`}>Change…</Button>
          <Button size="xs" variant="light" color="red" c="var(--state-red)" onClick={open} aria-label={`Delete ${category.name}`}>Delete…</Button>
        </Group>
      )}
      <AskFirst opened={isOpen} title={`Delete “${category.name}”?`} verb="Delete" busy={remove.isPending} error={remove.error} onYes={() => remove.mutate()} onClose={() => { close(); remove.reset(); }}>
        <Text size="sm">
          Its posts stay as they are, without a category.{' '}
          {slots === 1 ? 'The slot that is only for it takes any post then.' : slots ? `The ${slots} slots that are only for it take any post then.` : ''}
        </Text>
      </AskFirst>
    </li>
  );
}
