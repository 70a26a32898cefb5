import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Plus, Shapes } from 'lucide-react';
import { useState } from 'react';
import { type Category, slotsQuery, useCategories } from '../../../../api/planning.ts';
import { useMay } from '../../../../api/session.ts';
import { Empty } from '../../../../shared/Empty.tsx';
import { Loaded } from '../../../../shared/Loaded.tsx';
import { Section } from '../../../../shared/Section.tsx';
import lines from '../../../../shared/Lines.module.css';
import { CategoryDialog } from './CategoryDialog.tsx';
import { CategoryRow } from './CategoryRow.tsx';

/** What posts are sorted by. */
export function CategoriesSection() {
  const query = useCategories();
  const slots = useQuery(slotsQuery).data;
  const mayEdit = useMay('edit_posts');
  const [edited, setEdited] = useState<Category | 'new' | null>(null);
  const add = mayEdit && <Button variant="default" leftSection={<Plus size={16} aria-hidden />} onClick={() => setEdited('new')}>New category…</Button>;
  return (
    <Section title="Categories" about={mayEdit ? 'Kinds of posts, such as recipes or offers. A slot may be for one of them.' : 'Kinds of posts. Who writes posts makes and changes them.'} actions={query.data && query.data.length > 0 && add}>
      <Loaded query={query} rows={3}>
        {categories =>
          categories.length === 0 ? (
            <Empty icon={Shapes} title="There are no categories yet" action={add}>With them a slot can be for one kind of post, and the calendar shows and filters by colour.</Empty>
          ) : (
            <ul className={lines.list}>
              {categories.map(category => (
                <CategoryRow key={category.id} category={category} slots={slots?.filter(slot => slot.categoryId === category.id).length} mayEdit={mayEdit} onEdit={() => setEdited(category)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <CategoryDialog edited={edited} used={query.data?.map(one => one.colour) ?? []} onClose={() => setEdited(null)} />
    </Section>
  );
}
