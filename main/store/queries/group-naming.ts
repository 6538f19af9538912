/** What names a group of stations and would mean nobody without it: overrides of rules, maintenance windows to come, rules of notifications. */
import type { Phrase } from '../../../shared/model/phrase.ts'
import type { StationGroup } from '../../../shared/model/station.ts'
import { occurrencesFrom } from '../../domain/window/occurrences.ts'
import type { Db } from '../sqlite.ts'
import { notificationRulesRead } from './notifications.ts'
import { standingWindows } from './windows.ts'

/** Why it has to stay, as the rest of an `error.` key with what to do first; null where nothing names it. A window that is over at `at` (epoch ms) holds nothing. */
export function groupNaming(db: Db): (group: Pick<StationGroup, 'id' | 'name'>, at: number) => Phrase | null {
  const overrides = db.prepare<[string], number>('SELECT count(*) FROM ruleOverrides WHERE scope GLOB ?').pluck()
  const windows = standingWindows(db)
  const rules = notificationRulesRead(db)
  return ({ id, name }, at) => {
    const said = (key: string, count: number, first?: string): Phrase => ({
      key,
      params: { name, count, ...(first === undefined ? {} : { first }) },
    })
    const changed = overrides.get(`group:${id}:*`) ?? 0
    if (changed > 0) return said('groupInUse', changed)
    const announced = windows().filter((one) => one.targets.groupIds.includes(id) && !occurrencesFrom(one, at).next().done)
    if (announced[0]) return said('groupInWindow', announced.length, announced[0].title)
    const told = rules().filter((one) => one.groupIds.includes(id))
    // The rule that was shipped has no name of its own; the screens give it one.
    const called = told.find((one) => one.name !== '')
    if (called) return said('groupInNotification', told.length, called.name)
    return told.length > 0 ? said('groupInFirstNotification', told.length) : null
  }
}
