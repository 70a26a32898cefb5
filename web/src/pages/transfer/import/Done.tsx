import { Button, Group, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { Note } from '../../../shared/Note.tsx';
import { Section } from '../../../shared/Section.tsx';
import classes from '../transfer.module.css';
import { posts, rowsWord } from './rows.ts';
import { RowTable } from './RowTable.tsx';
import { takeFocus } from './takeFocus.ts';

interface Props {
  result: Schemas['ImportResponse'];
  fileName: string;
  onAgain: () => void;
}

/** What was made of a file, with the way to each post. */
export function Done({ result, fileName, onAgain }: Props) {
  const { created, refused, alreadyImported } = result.totals;
  const firstAt = result.rows.flatMap(row => (row.ok && row.post.at ? row.post.at : [])).sort()[0];
  return (
    <Stack gap="md" ref={takeFocus} tabIndex={-1} className={classes.step}>
      <Section title={fileName}>
        <Stack gap="md">
          <Note colour={refused > 0 ? 'orange' : 'green'} icon={refused > 0 ? CircleAlert : CircleCheck} role="status" title={`${created === 0 ? 'No new post was made' : `${posts(created)} ${created === 1 ? 'was' : 'were'} made`}${refused > 0 ? `; ${rowsWord(refused)} must be mended` : ''}.`}>
            {[
              alreadyImported > 0 ? `${rowsWord(alreadyImported)} had become a post before.` : null,
              refused > 0 ? 'Change the file and import it again: no post is made twice.' : null,
            ].filter(Boolean).join(' ') || undefined}
          </Note>
          <Group gap="xs">
            <Button component={Link} to="/calendar" search={(firstAt === undefined ? {} : { date: firstAt.slice(0, 10) }) as never}>
              Open the calendar
            </Button>
            <Button variant="default" onClick={onAgain}>
              Import another file
            </Button>
          </Group>
        </Stack>
      </Section>
      <RowTable result={result} first="all" />
    </Stack>
  );
}
