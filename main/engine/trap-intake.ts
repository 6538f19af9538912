/** Takes what a trap says of a device to its alarms. The same fault seen by a trap and by a poll is one alarm, and either may clear it. */
import type { TrapVerdict } from '../../shared/model/trap.ts'
import type { CompiledRule } from '../domain/alarm/judge.ts'
import { ruleSaid } from '../domain/alarm/same-fault.ts'
import type { Moment } from '../domain/alarm/track.ts'
import type { TrapEvent } from '../domain/trap/event.ts'
import { ruleOfTrap } from '../domain/trap/rule.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { DeviceState, Watch } from './state.ts'

export type Taken = { readonly verdict: TrapVerdict; readonly watch: Watch | null }

/** A trap is no reading: it needs no hold. */
export function takeTrap(
  device: DeviceState,
  event: TrapEvent,
  rules: ReadonlyMap<string, CompiledRule>,
  book: AlarmBook,
  moment: Moment,
): Taken {
  if (event.event === 'note') return { verdict: 'noted', watch: null }
  const polled = polledRule(device, event, rules)
  const applied = polled ?? ruleOfTrap(event)
  const place = { station: device.station, device }
  const ruleId = applied.rule.id
  const known = polled ? device.readings.filter((reading) => reading.metric === polled.metric).map((reading) => reading.instance) : []
  const instance = instanceOf(known, event.instance)
  const standing = event.instance === '' ? standingOf(device, ruleId) : []
  const found = book.find(place, ruleId, instance) ?? standing[0]
  if (event.event === 'clear') {
    const over = found?.track.raised ? [found] : standing
    // Said of the whole device, it is over in all its parts that the polls know.
    if (event.instance === '' && known.length > 1) over.push(...standing.filter((one) => one !== found))
    for (const watch of over) book.withdraw(watch, moment)
    return over[0] ? { verdict: 'cleared', watch: over[0] } : { verdict: 'noted', watch: null }
  }
  const raised = found?.track.raised ? found : standing[0]
  if (raised) {
    book.again(raised, polled ? null : event.severity)
    return { verdict: 'repeated', watch: raised }
  }
  const watch = found ?? book.watch(place, applied, instance)
  if (!polled) watch.rule = applied
  book.assert(watch, moment)
  return { verdict: 'raised', watch }
}

/** The rule whose alarm this is; null where only traps tell of it. One device says by a state what another says by a voltage. */
function polledRule(device: DeviceState, { problem }: TrapEvent, rules: ReadonlyMap<string, CompiledRule>): CompiledRule | null {
  const reports = (metric: string | null): boolean => device.readings.some((one) => one.metric === metric && one.quality === 'good')
  const id = ruleSaid(
    problem,
    (one) => standingOf(device, one).length > 0,
    (one) => {
      const rule = ruleFor(device, rules.get(one))
      return rule !== null && reports(rule.metric) && !(rule.scope.unless && reports(rule.scope.unless))
    },
  )
  return ruleFor(device, rules.get(id))
}

/** As it judges readings of this device; null where it judges none of its kind. */
function ruleFor(device: DeviceState, rule: CompiledRule | undefined): CompiledRule | null {
  if (!rule || rule.metric === null) return null
  return device.rules.byMetric.get(rule.metric)?.find((one) => one.rule.id === rule.rule.id) ?? null
}

/** What the polls call it: the reading of that name, or the first one where the trap names none or there is no other. */
function instanceOf(known: readonly string[], instance: string): string {
  if (known.includes(instance)) return instance
  return known.length === 1 || instance === '' ? (known[0] ?? instance) : instance
}

/** Alarms of a rule that stand at this device. */
function standingOf(device: DeviceState, ruleId: string): Watch[] {
  const standing: Watch[] = []
  for (const [key, watch] of device.watches) if (watch.track.raised && key.startsWith(`${ruleId}|`)) standing.push(watch)
  return standing
}
