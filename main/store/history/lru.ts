/** Keeps what was used last, up to so many bytes. */

export type Lru<V> = {
  get(key: number): V | undefined
  /** `bytes`: what it weighs now. What is larger than the whole is not kept. */
  set(key: number, value: V, bytes: number): void
  clear(): void
  /** What it keeps weighs so many bytes. */
  weight(): number
}

export function lru<V>(most: number): Lru<V> {
  // A map keeps the order in which keys came: the first is the one that was not used for the longest.
  const kept = new Map<number, { value: V; bytes: number }>()
  let weight = 0

  function drop(key: number): void {
    weight -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }

  return {
    get(key) {
      const found = kept.get(key)
      if (!found) return undefined
      kept.delete(key)
      kept.set(key, found)
      return found.value
    },
    set(key, value, bytes) {
      drop(key)
      if (bytes > most) return
      kept.set(key, { value, bytes })
      weight += bytes
      for (const oldest of kept.keys()) {
        if (weight <= most) break
        drop(oldest)
      }
    },
    clear() {
      kept.clear()
      weight = 0
    },
    weight: () => weight,
  }
}
