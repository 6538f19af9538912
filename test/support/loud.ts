/** Says aloud that tests are left out and why: a skip nobody sees is a test nobody has. */
export function loud(reason: string): void {
  process.stderr.write(`SKIPPED: ${reason}\n`)
}
