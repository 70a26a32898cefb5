import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core';
import { Check, Copy } from 'lucide-react';

/** A technical name that somebody passes on. Browsers copy on https and this machine only; elsewhere it can be marked by hand. */
export function CopyText({ text, label }: { text: string; label: string }) {
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex" maw="100%">
      <Code style={{ overflowWrap: 'anywhere' }}>{text}</Code>
      {window.isSecureContext && (
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? 'Copied' : `Copy the ${label}`}>
              <ActionIcon variant="subtle" color="gray" c="dimmed" size={24} onClick={copy} aria-label={copied ? `The ${label} is copied` : `Copy the ${label}`}>
                {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      )}
    </Group>
  );
}
