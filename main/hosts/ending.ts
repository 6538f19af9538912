/** The end by a signal: the first asks for a clean close, the second one forces. */

/** A terminal, npm and a launcher may each pass on the same Ctrl-C: within this time they are one. */
const SAME_MS = 700
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Resolves at the first signal; the next one after a moment ends the process at once. */
export function untilSignal(now: () => number = () => performance.now()): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: number | null = null
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (first === null) {
          first = now()
          resolve(signal)
        } else if (now() - first > SAME_MS) process.exit(130)
      })
    }
  })
}
