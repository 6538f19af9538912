/** Deterministic chance: the same seed and keys always give the same number, with no state to carry. */

/** Mixes a seed and any integers into 32 well-spread bits. */
export function mix(seed: number, ...keys: readonly number[]): number {
  let h = (seed ^ 0x9e3779b9) >>> 0
  for (const key of keys) {
    h = Math.imul(h ^ (key >>> 0), 0x85ebca6b)
    h ^= Math.floor(key / 4294967296) | 0
    h = Math.imul((h << 13) | (h >>> 19), 0xc2b2ae35)
    h ^= h >>> 16
  }
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

/** A text as 32 bits, to be used as a key. */
export function hash(text: string): number {
  let h = 0x811c9dc5
  for (let n = 0; n < text.length; n++) h = Math.imul(h ^ text.charCodeAt(n), 0x01000193)
  return h >>> 0
}

/** A number in [0, 1). */
export function chance(seed: number, ...keys: readonly number[]): number {
  return mix(seed, ...keys) / 4294967296
}

/** A number in [low, high). */
export function between(low: number, high: number, seed: number, ...keys: readonly number[]): number {
  return low + (high - low) * chance(seed, ...keys)
}

/** One of the list. */
export function pick<T>(list: readonly T[], seed: number, ...keys: readonly number[]): T {
  const item = list[Math.floor(chance(seed, ...keys) * list.length)]
  if (item === undefined) throw new Error('pick from an empty list')
  return item
}

/** The list in a seeded order. */
export function shuffled<T>(list: readonly T[], seed: number, ...keys: readonly number[]): T[] {
  return list
    .map((item, index) => ({ item, rank: mix(seed, ...keys, index) }))
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.item)
}

/** A smooth wave in −1..1 that differs by key: what slowly wandering readings are made of. */
export function wave(at: number, periodMs: number, seed: number, ...keys: readonly number[]): number {
  const phase = chance(seed, ...keys) * Math.PI * 2
  return 0.65 * Math.sin((at / periodMs) * Math.PI * 2 + phase) + 0.35 * Math.sin((at / periodMs) * 7.3 + phase * 3)
}
