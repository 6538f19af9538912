/** Takes what a trap says of a device to its alarms. The same fault seen by a trap and by a poll is one alarm, and either may clear it. */
import type { TrapVerdict } from '../../shared/model/trap.ts'
import type { CompiledRule } from '../domain/alarm/judge.ts'
import type { Moment } from '../domain/alarm/track.ts'
import type { TrapEvent } from '../domain/trap/event.ts'
import { ruleOfTrap } from '../domain/trap/rule.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { DeviceState, Watch } from './state.ts'

export type Taken = { readonly verdict: TrapVerdict; readonly watch: Watch | null }

/** `rule`: the one that polls this fault, where the event's problem is one. A trap is no reading: it needs no hold. */
export function takeTrap(device: DeviceState, event: TrapEvent, rule: CompiledRule | null, book: AlarmBook, moment: Moment): Taken {
  if (event.event === 'note') return { verdict: 'noted', watch: null }
  const polled = rule !== null && isRuleOf(device, rule) ? rule : null
  const applied = polled ?? ruleOfTrap(event)
  const place = { station: device.station, device }
  const instance = instanceOf(device, polled, event)
  const ruleId = applied.rule.id
  const found = book.find(place, ruleId, instance) ?? (event.instance === '' ? onlyStanding(device, ruleId) : undefined)
  if (event.event === 'clear') {
    if (!found?.track.raised) return { verdict: 'noted', watch: null }
    book.withdraw(found, moment)
    return { verdict: 'cleared', watch: found }
  }
  if (found?.track.raised) {
    book.again(found, polled ? null : event.severity)
    return { verdict: 'repeated', watch: found }
  }
  const watch = found ?? book.watch(place, applied, instance)
  if (!polled) watch.rule = applied
  book.assert(watch, moment)
  return { verdict: 'raised', watch }
}

/** The rule judges readings of this kind of device. */
function isRuleOf(device: DeviceState, rule: CompiledRule): boolean {
  return rule.metric !== null && (device.rules.byMetric.get(rule.metric)?.some((one) => one.rule.id === rule.rule.id) ?? false)
}

/** What the polls call it: the reading of that name, or the only one there is. */
function instanceOf(device: DeviceState, polled: CompiledRule | null, { instance }: TrapEvent): string {
  if (!polled) return instance
  const known = device.readings.filter((reading) => reading.metric === polled.metric)
  if (known.some((reading) => reading.instance === instance)) return instance
  return known.length === 1 ? (known[0]?.instance ?? instance) : instance
}

/** The alarm that a trap without an instance means, where only one stands. */
function onlyStanding(device: DeviceState, ruleId: string): Watch | undefined {
  const standing: Watch[] = []
  for (const [key, watch] of device.watches) if (watch.track.raised && key.startsWith(`${ruleId}|`)) standing.push(watch)
  return standing.length === 1 ? standing[0] : undefined
}
