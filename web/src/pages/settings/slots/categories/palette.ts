/** Colours to begin with, told apart in both themes and by most who see fewer colours. Any other may be chosen. */
export const PALETTE: readonly { value: string; name: string }[] = [
  { value: '#1971c2', name: 'Blue' },
  { value: '#0c8599', name: 'Cyan' },
  { value: '#2f9e44', name: 'Green' },
  { value: '#94b825', name: 'Lime' },
  { value: '#e8a200', name: 'Yellow' },
  { value: '#e8590c', name: 'Orange' },
  { value: '#e03131', name: 'Red' },
  { value: '#c2255c', name: 'Pink' },
  { value: '#7048e8', name: 'Violet' },
  { value: '#868e96', name: 'Grey' },
];

/** The first colour that no category has yet. */
export const unusedColour = (used: readonly string[]): string => (PALETTE.find(one => !used.includes(one.value)) ?? PALETTE[used.length % PALETTE.length]!).value;

const counted = (count: number, one: string, many: string): string => (count === 1 ? `one ${one}` : `${count} ${many}`);

/** What deleting a category did, by what the server answers. */
export function deletedWords(name: string, { posts, slots }: { posts: number; slots: number }): string {
  const parts = [
    ...(posts > 0 ? [`${counted(posts, 'post has', 'posts have')} no category now`] : []),
    ...(slots > 0 ? [`${counted(slots, 'slot takes', 'slots take')} any post now`] : []),
  ];
  const words = parts.join(', and ');
  return words === '' ? `“${name}” is deleted. Nothing had it.` : `“${name}” is deleted. ${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
