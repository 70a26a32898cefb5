import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { sentenceOf } from '../../../api/problem.ts';
import { Note } from '../../../shared/Note.tsx';
import { Section } from '../../../shared/Section.tsx';
import { bytes } from '../../../shared/times.ts';
import classes from '../transfer.module.css';
import { PickButton } from './ChooseFile.tsx';
import { importFile, type ImportOptions } from './importFile.ts';
import { Options } from './Options.tsx';
import { canForce, columnNotes, posts, rowsWord, summaryOf, wouldMake } from './rows.ts';
import { RowTable } from './RowTable.tsx';
import { takeFocus } from './takeFocus.ts';

/** A file that was chosen. The same file chosen again may have been mended: it is another one. */
export interface Chosen {
  id: number;
  file: File;
}

interface Props {
  chosen: Chosen;
  onFile: (file: File) => void;
  onDone: (result: Schemas['ImportResponse']) => void;
  onCancel: () => void;
}

/** What would become of a file, row by row; nothing has been made yet. */
export function Check({ chosen: { id, file }, onFile, onDone, onCancel }: Props) {
  const [options, setOptions] = useState<ImportOptions>({ schedule: false, force: false, name: '' });
  const queries = useQueryClient();
  const check = useQuery({
    queryKey: ['import-check', id, options],
    queryFn: ({ signal }) => importFile(file, options, true, signal),
    placeholderData: before => before,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const run = useMutation({
    mutationFn: () => importFile(file, options, false),
    onSuccess: onDone,
    onSettled: () => void Promise.all([['posts'], ['calendar'], ['overview'], ['media'], ['events']].map(queryKey => queries.invalidateQueries({ queryKey }))),
  });
  const found = check.isError ? undefined : check.data;
  const isCurrent = !check.isFetching && found !== undefined;
  const making = found ? wouldMake(found.totals) : 0;

  return (
    <Stack gap="md" ref={takeFocus} tabIndex={-1} className={classes.step}>
      <Section
        title={file.name}
        about={`${bytes(file.size)}. Nothing has been made yet.`}
        actions={
          <>
            <PickButton onFile={onFile} label="Choose another file…" />
            <Button variant="subtle" onClick={onCancel}>Cancel</Button>
          </>
        }
      >
        <Stack gap="md">
          {found && <Options options={options} change={setOptions} canForce={canForce(found.rows) || options.force} showsName={found.totals.alreadyImported > 0 || options.name !== ''} />}
          {check.isError && (
            <Note colour="red" icon={CircleAlert} role="alert" title="This file cannot be imported">
              {sentenceOf(check.error)}
            </Note>
          )}
          {found && <Verdict result={found} />}
          {run.isError && <Note colour="red" icon={CircleAlert} role="alert" title="That did not work">{sentenceOf(run.error)} What was made until then stays; importing the file again makes no second posts.</Note>}
          {found && (
            <Group gap="sm">
              <Button disabled={making === 0 || !isCurrent} loading={run.isPending} onClick={() => run.mutate()}>
                {making === 0 ? 'Nothing to import' : `${options.schedule ? 'Import and schedule' : 'Import'} ${posts(making)}${options.schedule ? '' : making === 1 ? ' as a draft' : ' as drafts'}`}
              </Button>
              <Text size="sm" c="dimmed" role="status">
                {run.isPending ? 'Importing. Media from the web is fetched now, which may take a while.' : check.isFetching ? 'Checking…' : ''}
              </Text>
            </Group>
          )}
        </Stack>
      </Section>
      {found && found.rows.length > 0 && <RowTable result={found} first="wrong" isOld={!isCurrent} />}
      {check.isPending && (
        <Stack gap="sm" role="status" aria-label="Checking every row">
          {[0, 1, 2, 3].map(row => <Skeleton key={row} height={48} radius="md" />)}
        </Stack>
      )}
    </Stack>
  );
}

function Verdict({ result: { totals, columns } }: { result: Schemas['ImportResponse'] }) {
  const notes = columnNotes(columns);
  const isGood = totals.refused === 0 && totals.rows > 0;
  return (
    <>
      <Note colour={isGood ? 'green' : 'orange'} icon={isGood ? CircleCheck : CircleAlert} role="status" title={summaryOf(totals)}>
        {totals.refused > 0 && `Import the others now and send the mended file later, or mend it first: no post is made twice. What is wrong stands beside each of the ${rowsWord(totals.refused)}.`}
      </Note>
      {notes.length > 0 && (
        <Note colour="gray" icon={Info} title="Columns that are left out">
          {notes.map(note => <div key={note}>{note}</div>)}
        </Note>
      )}
    </>
  );
}
