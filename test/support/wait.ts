/** Waits for something another process or thread will do. */

/** Looks again and again until something is found; throws when it takes too long. */
export async function waitFor<T>(look: () => Promise<T | null | false | undefined>, ms = 30_000): Promise<T> {
  const until = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== null && found !== false && found !== undefined) return found
    if (Date.now() > until) throw new Error(`not within ${ms} ms`)
    await new Promise((later) => setTimeout(later, 100))
  }
}
