import { Anchor, Button, FileButton, Group, List, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { Download, FileSpreadsheet } from 'lucide-react';
import { addressOf } from '../../../api/client.ts';
import { Section } from '../../../shared/Section.tsx';
import { ColumnsHelp } from './ColumnsHelp.tsx';
import { FileDrop } from './FileDrop.tsx';

const ACCEPT = '.csv,.tsv,.txt,text/csv';

/** Where a file is dropped or chosen, and what it must look like. */
export function ChooseFile({ onFile }: { onFile: (file: File) => void }) {
  return (
    <Stack gap="md">
      <FileDrop onFile={onFile}>
        <ThemeIcon size={56} radius="xl" variant="light" aria-hidden>
          <FileSpreadsheet size={28} />
        </ThemeIcon>
        <Title order={2} size="h4">
          Drop a CSV file here
        </Title>
        <Text c="dimmed" maw={460} ta="center">
          Each row becomes a post. Nothing is made yet: first you see what would become of every row.
        </Text>
        <Group gap="xs" justify="center">
          <PickButton onFile={onFile} label="Choose a file…" isFirst />
          <Button component="a" href={addressOf('/api/v1/imports/template')} download variant="default" leftSection={<Download size={16} aria-hidden />}>
            Download the template
          </Button>
        </Group>
      </FileDrop>
      <Section title="How it works">
        <List size="sm" spacing={6} mb="sm">
          <List.Item>UTF-8, separated by comma, semicolon or tab; 5 MB and 2,000 rows at most. Excel and Google Sheets save as “CSV UTF-8”.</List.Item>
          <List.Item>
            Pictures and videos are named as in the <Anchor href="/media" inherit underline="always">library</Anchor>, or by an address on the web.
          </List.Item>
          <List.Item>The same file may be sent again, mended: rows that are posts already make no second ones.</List.Item>
        </List>
        <ColumnsHelp />
      </Section>
    </Stack>
  );
}

/** The way to choose a file for who does not drag. */
export function PickButton({ onFile, label, isFirst = false }: { onFile: (file: File) => void; label: string; isFirst?: boolean }) {
  return (
    <FileButton onChange={file => file && onFile(file)} accept={ACCEPT} inputProps={{ 'aria-label': 'A CSV file of posts', tabIndex: -1 }}>
      {props => (
        <Button {...props} variant={isFirst ? 'filled' : 'default'}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}
