/** When storm mode is proposed, and how long it stays so. */
import type { StormRules, StormSetting } from '../../../shared/model/storm.ts'

/** "Not now" holds this long. */
export const OFF_MS = 6 * 3_600_000

/** What a person said, with its end: "off" runs out, "on" does not. */
export function settingAt(setting: StormSetting, since: number | null, now: number): StormSetting {
  return setting === 'off' && (since === null || now - since >= OFF_MS) ? 'auto' : setting
}

/** Once proposed, it stays so until fewer stations than that are without mains. */
export function isProposed(
  before: boolean,
  { setting, lately, withoutMains }: { setting: StormSetting; lately: number; withoutMains: number },
  { stations }: StormRules,
): boolean {
  if (setting !== 'auto') return false
  return lately >= stations || (before && withoutMains >= stations)
}
