import { Button, type ButtonProps, VisuallyHidden } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { Check, Copy, X } from 'lucide-react';
import { useState } from 'react';
import { copyText } from './copy.ts';

/** Copies a text and says whether that worked. */
export function CopyButton({ text, label = 'Copy', onCopied, ...props }: ButtonProps & { text: string; label?: string; onCopied?: () => void }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const { start } = useTimeout(() => setState('idle'), 3_000);

  const copy = async () => {
    const isDone = await copyText(text);
    setState(isDone ? 'copied' : 'failed');
    if (isDone) onCopied?.();
    start();
  };
  const Icon = { idle: Copy, copied: Check, failed: X }[state];
  return (
    <>
      <Button variant="default" leftSection={<Icon size={16} aria-hidden />} onClick={() => void copy()} {...props}>
        {{ idle: label, copied: 'Copied', failed: 'Select it and copy' }[state]}
      </Button>
      <VisuallyHidden role="status">{state === 'copied' ? 'Copied to the clipboard.' : ''}</VisuallyHidden>
    </>
  );
}
