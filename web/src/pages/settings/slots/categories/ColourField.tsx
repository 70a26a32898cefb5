import { InputError, InputLabel } from '@mantine/core';
import { Check } from 'lucide-react';
import classes from '../slots.module.css';
import { PALETTE } from './palette.ts';

interface Props {
  value: string;
  onChange: (colour: string) => void;
  error?: string;
}

/** A colour out of a few good ones, or any other. */
export function ColourField({ value, onChange, error }: Props) {
  const isOwn = PALETTE.every(one => one.value !== value);
  return (
    <div>
      <InputLabel component="span" id="colour-label">Colour</InputLabel>
      <div className={classes.palette} role="radiogroup" aria-labelledby="colour-label">
        {PALETTE.map(one => (
          <label key={one.value} className={classes.swatch} style={{ background: one.value }} title={one.name}>
            <input type="radio" name="category-colour" checked={value === one.value} onChange={() => onChange(one.value)} aria-label={one.name} />
            {value === one.value && <Check size={18} aria-hidden />}
          </label>
        ))}
      </div>
      <label className={classes.ownColour}>
        <input type="color" value={value} onChange={event => onChange(event.currentTarget.value)} />
        {isOwn ? `Another colour: ${value}` : 'Another colour'}
      </label>
      {error !== undefined && <InputError>{error}</InputError>}
    </div>
  );
}
