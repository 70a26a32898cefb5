import { type Category, useCategories } from '../api/planning.ts';
import classes from './CategoryMark.module.css';

/** The colour of a category. It only decorates: the name stands beside it, or in its place for a screen reader. */
export const CategoryDot = ({ colour, size = 10 }: { colour: string; size?: number }) => <span className={classes.dot} style={{ background: colour, width: size, height: size }} aria-hidden />;

/** A category as its colour and its name. */
export function CategoryMark({ category }: { category: Pick<Category, 'name' | 'colour'> }) {
  return (
    <span className={classes.mark}>
      <CategoryDot colour={category.colour} />
      <bdi className={classes.name}>{category.name}</bdi>
    </span>
  );
}

/** The same of a category that only its id is known of. Nothing for a post without one, and until it is known. */
export function CategoryOf({ id }: { id: string | null }) {
  const category = useCategories().data?.find(one => one.id === id);
  return category ? <CategoryMark category={category} /> : null;
}
