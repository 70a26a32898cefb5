import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useComposing } from '../context.ts';
import type { Part } from '../rules/findings.ts';
import { Findings } from './Findings.tsx';

/** A part of the composer: its heading, its fields, and below them what was found in it. */
export function Section({ part, title, aside, children, withFindings = true }: { part: Part; title: string; aside?: ReactNode; children: ReactNode; withFindings?: boolean }) {
  const { findingsOf } = useComposing();
  return (
    <Paper component="section" withBorder p="md" id={`part-${part}`} tabIndex={-1} aria-labelledby={`title-${part}`}>
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: 8, marginBottom: 12, flexWrap: 'wrap' }}>
        <Title order={2} size="h5" id={`title-${part}`}>
          {title}
        </Title>
        {aside}
      </div>
      {children}
      {withFindings && <Findings findings={findingsOf(part)} id={`findings-${part}`} />}
    </Paper>
  );
}
