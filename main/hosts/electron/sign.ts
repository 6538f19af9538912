/** The signs of the tray: a shape and a colour for each severity, a ring when all is calm. */
import type { Severity } from '../../../shared/model/alarm.ts'
import { png } from './png.ts'

type Shape = (x: number, y: number) => boolean
type Sign = { readonly colour: readonly [number, number, number]; readonly inside: Shape }

/** Coordinates run from −1 to 1, y downwards. The colours stand out on light and dark panels alike. */
const SIGNS: Readonly<Record<Severity | 'calm', Sign>> = {
  critical: {
    colour: [0xe5, 0x48, 0x3a],
    inside: (x, y) => Math.max(Math.abs(x), Math.abs(y), (Math.abs(x) + Math.abs(y)) * 0.7071) <= 0.92,
  },
  major: { colour: [0xe0, 0x7b, 0x1f], inside: (x, y) => y <= 0.8 && Math.abs(x) <= (y + 0.95) * 0.55 },
  minor: { colour: [0xd0, 0x9c, 0x0a], inside: (x, y) => Math.abs(x) + Math.abs(y) <= 0.95 },
  warning: { colour: [0x3f, 0x8c, 0xf0], inside: (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= 0.76 },
  indeterminate: { colour: [0x95, 0x72, 0xe8], inside: (x, y) => Math.hypot(x, y) <= 0.88 && Math.hypot(x, y) >= 0.3 },
  calm: { colour: [0x3f, 0xa3, 0x6c], inside: (x, y) => Math.hypot(x, y) <= 0.9 && Math.hypot(x, y) >= 0.58 },
}

const FINE = 4

/** The sign as PNG; each pixel is the share of its finer points that lie in the shape. */
export function sign(severity: Severity | null, size: number): Buffer {
  const { colour, inside } = SIGNS[severity ?? 'calm']
  const pixels = new Uint8Array(size * size * 4)
  const at = (step: number) => ((step + 0.5) / (size * FINE)) * 2 - 1
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let covered = 0
      for (let part = 0; part < FINE * FINE; part++)
        if (inside(at(x * FINE + (part % FINE)), at(y * FINE + Math.floor(part / FINE)))) covered++
      pixels.set([...colour, Math.round((covered / (FINE * FINE)) * 255)], (y * size + x) * 4)
    }
  }
  return png(size, size, pixels)
}
