/** Stripes and dots, so that parts of a bar differ by more than their colour. */
const IDS: Record<string, string> = { 'Did not go out': 'figures-stripes', 'Never tried': 'figures-dots' };

/** The fill of a part of a bar; undefined where it is one plain colour. */
export const patternOf = (name: string): string | undefined => (IDS[name] === undefined ? undefined : `url(#${IDS[name]})`);

/** What `patternOf` names; it stands once within the chart. */
export function Patterns() {
  return (
    <defs>
      <pattern id={IDS['Did not go out']} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--state-red)" fillOpacity={0.25} />
        <rect width="3" height="6" fill="var(--state-red)" />
      </pattern>
      <pattern id={IDS['Never tried']} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="var(--state-yellow)" fillOpacity={0.2} />
        <circle cx="3" cy="3" r="1.8" fill="var(--state-yellow)" />
      </pattern>
    </defs>
  );
}
