import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, call } from '../../../../api/client.ts';
import type { Category } from '../../../../api/planning.ts';
import { DialogForm } from '../../../../shared/DialogForm.tsx';
import { errorOf } from '../../../../shared/fieldErrors.ts';
import { useChange } from '../../../../shared/useChange.ts';
import { ColourField } from './ColourField.tsx';
import { unusedColour } from './palette.ts';

interface Props {
  /** Null while it is closed. */
  edited: Category | 'new' | null;
  /** The colours that categories have already. */
  used: readonly string[];
  onClose: () => void;
}

/** A category's name and colour: of a new one, or to be changed. */
export function CategoryDialog({ edited, used, onClose }: Props) {
  return (
    <Modal opened={edited !== null} onClose={onClose} title={edited === 'new' ? 'New category' : 'Change the category'}>
      {edited !== null && <Form key={edited === 'new' ? 'new' : edited.id} before={edited === 'new' ? null : edited} first={unusedColour(used)} onClose={onClose} />}
    </Modal>
  );
}

function Form({ before, first, onClose }: { before: Category | null; first: string; onClose: () => void }) {
  const [name, setName] = useState(before?.name ?? '');
  const [colour, setColour] = useState(before?.colour ?? first);
  const save = useChange({
    run: () => {
      const body = { name: name.trim(), colour };
      return before === null ? call(api.POST('/api/v1/categories', { body })) : call(api.PATCH('/api/v1/categories/{categoryId}', { params: { path: { categoryId: before.id } }, body }));
    },
    touches: [['categories']],
    showsError: true,
    onDone: onClose,
  });
  return (
    <DialogForm change={save} fields={['name', 'colour']} verb={before === null ? 'Make it' : 'Save'} isReady={name.trim() !== ''} onClose={onClose}>
      <TextInput label="Name" required maxLength={50} value={name} onChange={event => setName(event.currentTarget.value)} error={errorOf(save.error, 'name')} autoComplete="off" dir="auto" data-autofocus />
      <ColourField value={colour} onChange={setColour} error={errorOf(save.error, 'colour')} />
    </DialogForm>
  );
}
