/** What the health of the alarm system is made of: raised alarms page by page, who acted, what stands and what is set aside. */
import type { AlarmHealth } from '../../../shared/model/alarm-health.ts'
import { AlarmTally, type RaisedAlarm, type ShelvedAlarm } from '../../domain/alarm-health/tally.ts'
import type { Db } from '../sqlite.ts'
import type { Steps } from '../steps.ts'
import type { Reader } from '../store.ts'
import { fromJson } from './text.ts'

const PAGE = 1000
const DAY = 86_400_000
/** Rows shown of what stands for long, and of what is set aside. */
const ROWS = 100
/** Changes that the program makes by itself are nobody's. */
const PROGRAM = 'branchwatch'

const FIELDS =
  'id, stationId, deviceId, ruleId, severity, raisedAt, clearedAt, acknowledgedAt, closedAt, count, suppressedBy, toggles, shelvedUntil, shelvedBy'
type Row = Omit<ShelvedAlarm, 'toggles'> & { toggles: string }
type Act = { id: number; at: number; actor: string; action: string; subject: string }

function toAlarm(row: Row): ShelvedAlarm {
  const list = row.toggles === '[]' ? [] : fromJson(row.toggles)
  return { ...row, toggles: Array.isArray(list) ? list.filter((one) => typeof one === 'number') : [] }
}

export function alarmHealthRead(db: Db): Reader['alarmHealth'] {
  const raised = db.prepare<[{ at: number; id: number; to: number }], Row>(
    `SELECT ${FIELDS} FROM alarms WHERE (raisedAt, id) > (@at, @id) AND raisedAt < @to ORDER BY raisedAt, id LIMIT ${PAGE}`,
  )
  const acts = db.prepare<[number], Act>(`SELECT id, at, actor, action, subject FROM audit WHERE id < ? ORDER BY id DESC LIMIT ${PAGE}`)
  const stands = `FROM alarms WHERE raisedAt <= @before AND (clearedAt IS NULL OR clearedAt > @to) AND (closedAt IS NULL OR closedAt > @to)
    AND suppressedBy IS NULL`
  const standing = db.prepare<[{ before: number; to: number }], Row>(`SELECT ${FIELDS} ${stands} ORDER BY raisedAt, id LIMIT ${ROWS}`)
  const standingCount = db.prepare<[{ before: number; to: number }], number>(`SELECT count(*) ${stands}`).pluck()
  const shelved = db.prepare<[number], Row>(
    `SELECT ${FIELDS} FROM alarms WHERE shelvedUntil > ? AND closedAt IS NULL ORDER BY shelvedUntil, id LIMIT ${ROWS * 10}`,
  )

  return function* ({ from, to, operators, now }): Steps<AlarmHealth> {
    const tally = new AlarmTally(from, to)
    for (let last: RaisedAlarm | null = null; ;) {
      const page: Row[] = raised.all(last ? { at: last.raisedAt, id: last.id, to } : { at: from - 1, id: Number.MAX_SAFE_INTEGER, to })
      for (const row of page) tally.add(toAlarm(row))
      yield
      const end = page.at(-1)
      if (!end || page.length < PAGE) break
      last = toAlarm(end)
    }
    // Newest first, back to where the period begins: the trail is kept for good, and its rows lie in the order of time.
    for (let before = Number.MAX_SAFE_INTEGER; ;) {
      const page = acts.all(before)
      for (const { at, actor, action, subject } of page)
        if (at >= from && at < to && actor !== PROGRAM && action.startsWith('alarm.'))
          tally.acted(actor, action === 'alarm.shelve' ? Number(subject.slice('alarm:'.length)) : null)
      yield
      const end = page.at(-1)
      if (!end || page.length < PAGE || end.at < from) break
      before = end.id
    }
    const moment = Math.min(to, now)
    const old = { before: moment - DAY, to: moment }
    const rows = standing.all(old).map(({ id, stationId, deviceId, ruleId, severity, raisedAt, acknowledgedAt }) => ({
      alarmId: id,
      stationId,
      deviceId,
      ruleId,
      severity,
      raisedAt,
      acknowledged: acknowledgedAt !== null,
    }))
    return tally.finish({
      operators,
      standing: { count: standingCount.get(old) ?? 0, rows },
      shelved: shelved.all(now).map(toAlarm),
      now,
    })
  }
}
