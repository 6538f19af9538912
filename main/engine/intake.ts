/** Takes one finished poll: what the device said, and what its readings mean to the alarm rules. */
import type { Reading } from '../../shared/model/metric.ts'
import type { DevicePoll } from '../../shared/model/poll.ts'
import { judge, type CompiledRule, type Sight } from '../domain/alarm/judge.ts'
import { othersOf } from '../domain/alarm/same-fault.ts'
import type { Moment } from '../domain/alarm/track.ts'
import { voiceOf } from '../domain/health/silence.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { DeviceState, Watch } from './state.ts'

const CELL_OFF = 0

/** `label`: the moment as the ledger writes it. */
export function takePoll(device: DeviceState, poll: DevicePoll, book: AlarmBook, label: number): void {
  const moment: Moment = { at: poll.at, mono: poll.mono }
  device.polls++
  device.outcome = poll.outcome
  device.at = poll.at
  device.responseMs = poll.responseMs
  const voice = voiceOf(poll.outcome)
  if (poll.outcome === 'ok') {
    device.failures = 0
    device.lastOkAt = poll.at
    if (!sameMetrics(device.readings, poll.readings)) device.places.clear()
    device.readings = poll.readings
    device.readingsAt = poll.at
  } else device.failures++
  const wasMute = isInhibited(device)
  if (voice !== 'own') {
    device.voice = voice
    device.polledMono = poll.mono
    if (voice === 'says') {
      device.silentPolls = 0
      device.silentMono = null
      device.silentAt = null
      device.saidMono = poll.mono
    } else {
      device.silentPolls++
      device.silentMono ??= poll.mono
      device.silentAt ??= label
    }
  }
  if (!device.station.inService) return
  if (wasMute && voice === 'says') askAgain(device, book, moment)
  if (poll.outcome === 'ok') takeReadings(device, poll, book, moment)
  else stopHolds(device, book, moment)
  if (voice !== 'own') takeAnswer(device, poll.outcome === 'ok', book, moment)
}

function takeReadings(device: DeviceState, poll: DevicePoll, book: AlarmBook, moment: Moment): void {
  let on = 0
  let off = 0
  const place = { station: device.station, device }
  const begin = (sight: Sight, rule: CompiledRule, { instance }: Reading): Watch | undefined =>
    sight === 'raise' ? book.watch(place, rule, instance) : undefined
  for (const reading of poll.readings) {
    if (reading.metric === 'cell.state' && reading.quality === 'good') {
      if (reading.value === CELL_OFF) off++
      else on++
    }
    const rules = device.rules.byMetric.get(reading.metric)
    if (!rules) continue
    for (const rule of rules) {
      const sight = judge(rule, reading)
      if (sight !== 'raise' && device.watches.size === 0) continue
      if (sight === 'raise' && rule.scope.unless && reports(poll, rule.scope.unless)) continue
      const known = book.find(place, rule.rule.id, reading.instance)
      const watch = known?.track.raised ? known : (toldOtherwise(device, rule, reading, poll) ?? known ?? begin(sight, rule, reading))
      if (!watch) continue
      watch.seen = device.polls
      if (reading.quality === 'good' && watch.rule?.rule.id === rule.rule.id) {
        watch.byTrap = false
        watch.value = reading.value
      }
      book.apply(watch, { kind: 'sight', sight, moment })
    }
  }
  device.cellsOn = on
  device.cellsOff = off
  device.cellsOffPolls = off > 0 && on === 0 ? device.cellsOffPolls + 1 : 0
  stopHolds(device, book, moment)
}

/** A trap told of this fault before the polls could, under the name of another rule that judges nothing here. Of several readings the first speaks for it. */
function toldOtherwise(device: DeviceState, rule: CompiledRule, reading: Reading, poll: DevicePoll): Watch | undefined {
  const others = othersOf(rule.rule.id)
  if (others.length === 0 || (rule.scope.unless && reports(poll, rule.scope.unless))) return undefined
  for (const watch of device.watches.values()) {
    if (!watch.byTrap || !watch.track.raised || !watch.rule || !others.includes(watch.rule.rule.id)) continue
    if (poll.readings.find((one) => one.metric === reading.metric) === reading) return watch
  }
  return undefined
}

function reports(poll: DevicePoll, metric: string): boolean {
  return poll.readings.some((one) => one.metric === metric && one.quality === 'good')
}

/** What this poll said nothing about stands still: it neither raises nor clears. */
function stopHolds(device: DeviceState, book: AlarmBook, moment: Moment): void {
  if (device.watches.size === 0) return
  for (const watch of device.watches.values())
    if (watch.seen !== device.polls && watch.metric !== null && watch.track.hold)
      book.apply(watch, { kind: 'sight', sight: 'nothing', moment })
}

function takeAnswer(device: DeviceState, ok: boolean, book: AlarmBook, moment: Moment): void {
  const rule = device.rules.silence
  if (!rule) return
  const place = { station: device.station, device }
  const watch = ok ? book.find(place, rule.rule.id, '') : book.watch(place, rule, '')
  if (watch) book.apply(watch, { kind: 'sight', sight: ok ? 'clear' : 'raise', moment }, isInhibited(device))
}

/** The station speaks again: that its other devices were silent with it says nothing of them, so their silence is counted anew. */
function askAgain(device: DeviceState, book: AlarmBook, moment: Moment): void {
  for (const other of device.station.devices) {
    const rule = other === device ? undefined : other.rules.silence?.rule
    const watch = rule && book.find({ station: other.station, device: other }, rule.id, '')
    if (watch && !watch.track.raised) book.apply(watch, { kind: 'sight', sight: 'clear', moment })
  }
}

/** A device's silence is told only where others of its station answer; otherwise it is the station's alarm. */
export function isInhibited(device: DeviceState): boolean {
  const { station } = device
  return station.devices.length === 1 ? device.voice !== 'says' : !station.devices.some((one) => one.voice === 'says')
}

function sameMetrics(before: readonly Reading[], now: readonly Reading[]): boolean {
  return before.length === now.length && now.every(({ metric }, i) => metric === before[i]!.metric)
}
