import { Radio, Stack } from '@mantine/core';
import type { Choice } from './rules.ts';

interface Props<T extends string> {
  label: string;
  description: string;
  choices: readonly Choice<T>[];
  value: T | null;
  onChange: (value: T) => void;
  readOnly: boolean;
  error?: string;
}

/** A rule as a short list of ways, each with a sentence of what it does. */
export function Choices<T extends string>({ label, description, choices, value, onChange, readOnly, error }: Props<T>) {
  return (
    <Radio.Group label={label} description={description} value={value ?? ''} onChange={next => onChange(next as T)} error={error}>
      <Stack gap="sm" mt="xs">
        {choices.map(choice => <Radio key={choice.value} value={choice.value} label={choice.word} description={choice.means} disabled={readOnly && choice.value !== value} readOnly={readOnly} />)}
      </Stack>
    </Radio.Group>
  );
}
