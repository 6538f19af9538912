/** Whether a device began anew between two polls, from its own clocks. Pure. */

/** sysUpTime in hundredths of a second, snmpEngineTime in seconds where the device tells it, and the monotonic time of the poll in ms. */
export type Clocks = { readonly uptime: number | null; readonly engine?: number | null | undefined; readonly mono?: number | undefined }

const WRAP = 2 ** 32
/** Clocks of cheap equipment run up to two per cent wrong, and answers come late. */
const slackOf = (elapsedMs: number): number => 5000 + elapsedMs * 0.02

/** sysUpTime going back is a restart, except where it passed its end after 497 days: then it, or the engine's time, went on by what had elapsed. */
export function restarted(before: Clocks, now: Clocks): boolean {
  if (before.uptime === null || now.uptime === null) return false
  const elapsed = before.mono === undefined || now.mono === undefined ? null : now.mono - before.mono
  if (now.uptime >= before.uptime) {
    // Up for less than the time since the last poll: it began anew in between, and counts higher already.
    return elapsed !== null && now.uptime * 10 + slackOf(elapsed) < elapsed
  }
  if (elapsed === null) return true
  const slack = slackOf(elapsed)
  const wrapped = Math.abs((now.uptime + WRAP - before.uptime) * 10 - elapsed) <= slack
  const went = typeof before.engine === 'number' && typeof now.engine === 'number' ? (now.engine - before.engine) * 1000 : null
  if (went === null) return !wrapped
  return Math.abs(went - elapsed) > slack
}
