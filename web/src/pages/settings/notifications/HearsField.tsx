import { Checkbox, Fieldset, Stack, Switch, TagsInput } from '@mantine/core';
import { GROUPS, type GroupName, type Hearing } from './hears.ts';

interface Props {
  value: Hearing;
  onChange: (value: Hearing) => void;
  error?: string;
}

/** What a target is told of: groups in words, and single kinds of events for who knows them. */
export function HearsField({ value, onChange, error }: Props) {
  return (
    <Fieldset legend="What it hears">
      <Stack gap="sm">
        <Switch label="Everything" description="But for what concerns people’s accounts and keys, which never leaves the server." checked={value.all} onChange={event => onChange({ ...value, all: event.currentTarget.checked })} />
        {!value.all && (
          <>
            <Checkbox.Group aria-label="What it hears" value={value.groups} onChange={groups => onChange({ ...value, groups: groups as GroupName[] })}>
              <Stack gap="xs">
                {Object.entries(GROUPS).map(([name, { word, means }]) => <Checkbox key={name} value={name} label={word} description={means} />)}
              </Stack>
            </Checkbox.Group>
            <TagsInput
              label="Single kinds of events" description="Such as job.retrying or alert.*, as the API’s guide names them." value={value.others} splitChars={[',', ' ']} acceptValueOnBlur error={error}
              onChange={others => onChange({ ...value, others: [...new Set(others.map(one => one.trim()).filter(one => one !== ''))] })}
            />
          </>
        )}
      </Stack>
    </Fieldset>
  );
}
