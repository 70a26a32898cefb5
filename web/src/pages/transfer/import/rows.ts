import type { Schemas } from '../../../api/client.ts';

type Row = Schemas['ImportedRowResponse'];

/** Which rows of a file are shown. */
export type RowFilter = 'all' | 'wrong' | 'hints' | 'again';

/** A row with a finding that keeps a post from being made of it. */
const isWrong = (row: Row): boolean => !row.ok;
/** A row that becomes a post, with something to know about it. */
const hasHint = (row: Row): boolean => row.ok && row.findings.some(finding => !finding.blocks);

const TESTS: Record<RowFilter, (row: Row) => boolean> = { all: () => true, wrong: isWrong, hints: hasHint, again: row => row.alreadyImported };

/** The rows that a filter lets through. */
export const rowsOf = (rows: readonly Row[], filter: RowFilter): Row[] => rows.filter(TESTS[filter]);

const LABELS: Record<RowFilter, string> = { all: 'All', wrong: 'To mend', hints: 'With hints', again: 'There already' };

/** The filters that let something through, with how much. */
export function filtersOf(rows: readonly Row[]): { value: RowFilter; label: string }[] {
  return (Object.keys(TESTS) as RowFilter[])
    .map(value => ({ value, count: rowsOf(rows, value).length }))
    .filter(({ value, count }) => value === 'all' || count > 0)
    .map(({ value, count }) => ({ value, label: `${LABELS[value]} (${count.toLocaleString()})` }));
}

/** How many posts an import would make: those of rows that were imported before stay as they are. */
export const wouldMake = ({ ok, alreadyImported }: Schemas['ImportTotalsResponse']): number => ok - alreadyImported;

/** `1 post`, `12 posts`. */
export const posts = (count: number): string => (count === 1 ? '1 post' : `${count.toLocaleString()} posts`);

/** `1 row`, `12 rows`. */
export const rowsWord = (count: number): string => (count === 1 ? '1 row' : `${count.toLocaleString()} rows`);

/** What the file is like, in a sentence. */
export function summaryOf(totals: Schemas['ImportTotalsResponse']): string {
  const parts = [
    wouldMake(totals) > 0 ? `${posts(wouldMake(totals))} can be made` : null,
    totals.refused > 0 ? `${rowsWord(totals.refused)} must be mended first` : null,
    totals.alreadyImported > 0 ? `${rowsWord(totals.alreadyImported)} became a post before and stay${totals.alreadyImported === 1 ? 's' : ''} as ${totals.alreadyImported === 1 ? 'it is' : 'they are'}` : null,
  ].filter(part => part !== null);
  return `${rowsWord(totals.rows)}: ${parts.length === 0 ? 'nothing to import' : parts.join('; ')}.`;
}

/** The codes that `force` overrides: a person decides, and knows why. */
const FORCEABLE = new Set(['conflict', 'repeat', 'locked']);

/** Whether something is in the way that a person may override. */
export const canForce = (rows: readonly Row[]): boolean => rows.some(row => row.findings.some(finding => finding.blocks && FORCEABLE.has(finding.code)));

/** What is to be said about the columns: those that are left out, and why. */
export const columnNotes = (columns: readonly Schemas['ImportedColumnResponse'][]): string[] => columns.flatMap(column => (column.finding ? column.finding.message : []));

/** What keeps a post from being made stands before what is only good to know. */
export const worstFirst = (findings: readonly Schemas['ImportFindingResponse'][]): Schemas['ImportFindingResponse'][] => findings.toSorted((one, other) => Number(other.blocks) - Number(one.blocks));

/** The server's sentence, but for the one that tells a program what to send: here it is a choice on the page. */
export const wordsOf = (code: string, message: string): string => (code === 'time_not_kept' ? 'Drafts have no time. Choose “Scheduled posts” to keep it.' : message);
