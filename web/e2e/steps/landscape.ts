/** A landscape drawn by arithmetic: a sky, a sun, hills one behind the other. So that tests have pictures to tell apart, and nobody's photograph is needed. */

type Colour = readonly [number, number, number];

const PALETTES: readonly (readonly [top: number, bottom: number, hills: number])[] = [
  [0x27374d, 0xf4b183, 0x1b2430], [0x89c2d9, 0xfdf0d5, 0x2a6f97], [0xa8dadc, 0xffe8a3, 0x6b8e23], [0xffb4a2, 0xffe5d9, 0xb5838d],
  [0x3d348b, 0xf18701, 0x1d1a3f], [0x5fa8d3, 0xfff3b0, 0x3a7d44], [0x22577a, 0xc7f9cc, 0x38a3a5], [0x6d597a, 0xeaac8b, 0x355070],
];
const RIDGES = 5;

const rgb = (colour: number): Colour => [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];
const mix = (a: Colour, b: Colour, part: number): Colour => [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
const share = (value: number) => Math.min(1, Math.max(0, value));

/** The pixels of a landscape, three bytes each; another seed is another place at another hour. */
export function landscape(seed: number, width: number, height: number): Buffer {
  const [top, bottom, hills] = PALETTES[seed % PALETTES.length]!.map(rgb) as [Colour, Colour, Colour];
  const [sunX, sunY, far] = [0.15 + ((seed * 0.381) % 0.7), 0.22 + ((seed * 0.173) % 0.3), seed * 2.399];
  const ridgeAt = (x: number, ridge: number) =>
    0.95 - 0.085 * ridge + 0.035 * Math.sin(x * (4 + ridge) + ridge * 1.7 + far) + 0.012 * Math.sin(x * (13 + 2 * ridge) + ridge * 3.9 + far * 2);
  const colourAt = (x: number, y: number): Colour => {
    let colour = mix(top, bottom, share(y / 0.75));
    const distance = Math.hypot(x - sunX, (y - sunY) * (height / width));
    colour = mix(colour, [255, 246, 224], Math.max(share((0.09 - distance) * 200), 0.5 * Math.exp((-distance * distance) / 0.03)));
    // The furthest ridge first: those in front lie over it, darker.
    for (let ridge = RIDGES; ridge > 0; ridge--) if (y > ridgeAt(x, ridge)) colour = mix(bottom, hills, 0.25 + 0.75 * (1 - (ridge - 1) / RIDGES));
    return colour;
  };
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set(colourAt(x / width, y / height).map(Math.round), (y * width + x) * 3);
  return pixels;
}
