import { Checkbox, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../../api/session.ts';
import type { ImportOptions } from './importFile.ts';

interface Props {
  options: ImportOptions;
  change: (options: ImportOptions) => void;
  /** Something is in the way that a person may override. */
  canForce: boolean;
  /** Rows are there already: who wants them again must say so. */
  showsName: boolean;
}

/** What becomes of the rows. Each change looks at the file anew. */
export function Options({ options, change, canForce, showsName }: Props) {
  const maySchedule = useMay('schedule_posts');
  return (
    <Stack gap="sm">
      <Radio.Group label="What the rows become" value={options.schedule ? 'schedule' : 'draft'} onChange={value => change({ ...options, schedule: value === 'schedule' })}>
        <Stack gap="xs" mt={6}>
          <Radio value="draft" label="Drafts" description="To look at and to schedule later. Drafts have no time: those in the file are left out." />
          <Radio value="schedule" disabled={!maySchedule} label="Scheduled posts" description={maySchedule ? 'Rows with a time go out at it, or wait for approval where the workspace wants that. Rows without one become drafts.' : 'Your role does not schedule posts. Ask an owner or admin.'} />
        </Stack>
      </Radio.Group>
      {canForce && <Checkbox label="Also rows that are too close to another post, or repeat one" checked={options.force} onChange={event => change({ ...options, force: event.currentTarget.checked })} />}
      {showsName && <NameField name={options.name} change={name => change({ ...options, name })} />}
    </Stack>
  );
}

/** A name makes the same rows new ones; it is taken when it is finished, since each change has the whole file checked. */
function NameField({ name, change }: { name: string; change: (name: string) => void }) {
  const [text, setText] = useState(name);
  const take = () => {
    if (text.trim() !== name) change(text.trim());
  };
  return (
    <TextInput
      label="Import rows a second time as"
      description="Rows that became a post before are left alone. A name for this import, such as “March again”, makes new posts of them."
      maw={420}
      maxLength={100}
      value={text}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={event => event.key === 'Enter' && take()}
    />
  );
}
