import { NativeSelect } from '@mantine/core';
import { useCategories } from '../api/planning.ts';
import { CategoryDot } from './CategoryMark.tsx';

interface Props {
  value: string | null;
  onChange: (categoryId: string | null) => void;
  label: string;
  description?: string;
  /** What choosing none is called. */
  none: string;
  error?: string;
  disabled?: boolean;
}

/** A choice among the workspace's categories, or none of them. One that was deleted meanwhile says so. */
export function CategorySelect({ value, onChange, none, error, ...props }: Props) {
  const categories = useCategories().data;
  const chosen = categories?.find(one => one.id === value);
  const isGone = value !== null && categories !== undefined && chosen === undefined;
  const data = [{ value: '', label: none }, ...(categories ?? []).map(one => ({ value: one.id, label: one.name })), ...(isGone ? [{ value: value, label: 'Deleted' }] : [])];
  return (
    <NativeSelect
      data={data} value={value ?? ''} onChange={event => onChange(event.currentTarget.value || null)} leftSection={chosen && <CategoryDot colour={chosen.colour} size={12} />}
      error={error ?? (isGone ? 'Somebody deleted this category. Choose another one, or none.' : undefined)} {...props}
    />
  );
}
