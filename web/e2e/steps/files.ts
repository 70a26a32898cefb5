import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { landscape } from './landscape.ts';

/** A file as a browser's file field takes it. */
export interface TestFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

let seeds = 0;

// It is drawn small and scaled up: there is nothing in it that needs more.
const SHRINK = 3;

const raw = (width: number, height: number) => ['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width / SHRINK}x${height / SHRINK}`, '-i', 'pipe:0'];

/** A JPEG that no other call makes again. */
export function picture(name: string, { width = 1080, height = 1080, seed = seeds++ }: { width?: number; height?: number; seed?: number } = {}): TestFile {
  const buffer = execFileSync('ffmpeg', [...raw(width, height), '-frames:v', '1', '-vf', `scale=${width}:${height}`, '-q:v', '4', '-pix_fmt', 'yuvj420p', '-f', 'mjpeg', 'pipe:1'], {
    input: landscape(seed, width / SHRINK, height / SHRINK),
    maxBuffer: 20_000_000,
  });
  return { name, mimeType: 'image/jpeg', buffer };
}

/** An upright video with sound, of a few seconds, as Instagram takes it: nothing has to be made of it. */
export function video(name: string, seconds = 4, seed = seeds++): TestFile {
  const [width, height] = [720, 1_280];
  const folder = mkdtempSync(join(tmpdir(), 'posthaste-video-'));
  try {
    const file = join(folder, 'made.mp4');
    execFileSync(
      'ffmpeg',
      [
        ...raw(width, height - (height % SHRINK)), '-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=44100', '-t', String(seconds),
        '-vf', `loop=${seconds * 30}:1:0,scale=${width}:${height},fps=30`, '-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-g', '30',
        '-c:a', 'aac', '-b:a', '96k', '-ac', '2', '-movflags', '+faststart', file,
      ],
      { input: landscape(seed, width / SHRINK, Math.floor(height / SHRINK)) },
    );
    return { name, mimeType: 'video/mp4', buffer: readFileSync(file) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
