/** Where the window was: kept in a small file, and corrected when a screen is gone. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const Bounds = z.object({ x: z.number().optional(), y: z.number().optional(), width: z.number().min(360), height: z.number().min(480) })
const Place = z.object({ bounds: Bounds, maximized: z.boolean() })
export type Place = z.infer<typeof Place>
export type Area = { x: number; y: number; width: number; height: number }

const FIRST: Place = { bounds: { width: 1360, height: 860 }, maximized: false }

export function readPlace(file: string): Place {
  try {
    return Place.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return FIRST
  }
}

export function savePlace(file: string, place: Place): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(place))
  } catch {
    // A window in a default place next time is not worth a word.
  }
}

/** The place, moved onto a screen that is there: its title bar must be reachable. */
export function fitting(place: Place, areas: readonly Area[]): Place {
  const { x, y, width, height } = place.bounds
  const largest = areas.reduce((size, area) => ({ width: Math.max(size.width, area.width), height: Math.max(size.height, area.height) }), {
    width: 360,
    height: 480,
  })
  const size = { width: Math.min(width, largest.width), height: Math.min(height, largest.height) }
  const reachable =
    x !== undefined &&
    y !== undefined &&
    areas.some((area) => x + width > area.x + 80 && x < area.x + area.width - 80 && y >= area.y && y < area.y + area.height - 40)
  return { ...place, bounds: reachable ? { x, y, ...size } : size }
}
