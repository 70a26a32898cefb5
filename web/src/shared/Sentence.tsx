import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Piece } from '../words/telling.ts';

/** The sentence of an event, with the ways to what it names. */
export function Sentence({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, position) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <Anchor key={position} component={Link} to={piece.to} inherit fw={600} c="var(--mantine-color-text)" underline="always">
        <bdi>{piece.text}</bdi>
      </Anchor>
    ),
  );
}
