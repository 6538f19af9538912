/** One station's power and warmth, carried forward in fixed steps of time, so that how often it is asked changes nothing. */
import { between, chance } from '../random.ts'
import type { SimStation } from '../province/station.ts'
import { after, chargeCurrent, EMPTY } from './battery.ts'
import type { GensetState, World } from './world.ts'

const STEP_MS = 10_000
/** How far back a new world begins, so that outages already under way have had their effect. */
const PAST_MS = 4 * 3_600_000
/** Charge at which a disconnected station may start again. */
const RESTART = 8

export type PowerState = {
  /** A multiple of STEP_MS. */
  at: number
  charge: number
  fuel: number
  gensetHours: number
  temperature: number
  mains: boolean
  genset: GensetState
  /** Since when alternating current has been missing; null while it is there. */
  mainsLostAt: number | null
  airconFault: boolean
  /** Since when low-voltage disconnect keeps the station off. */
  downSince: number | null
  bootedAt: number
}

/** When an agent started: some time in the 400 days before anything happened here. */
function firstBoot(seed: number, station: number, startedAt: number): number {
  // Anchored to absolute time, so that a restart of the simulator does not look like a restart of the equipment.
  const span = 400 * 86_400_000
  const turn = chance(seed, 130, station) * span
  return Math.floor((Math.floor((startedAt - turn) / span) * span + turn - 86_400_000) / 1000) * 1000
}

export function begin(station: SimStation, seed: number, startedAt: number): PowerState {
  const low = station.troubles.includes('lowFuel')
  return {
    at: Math.floor((startedAt - PAST_MS) / STEP_MS) * STEP_MS,
    charge: 100,
    fuel: station.genset === 'fixed' ? (low ? 12 : between(45, 97, seed, 140, station.index)) : 0,
    gensetHours: between(80, 2400, seed, 141, station.index),
    temperature: 26,
    mains: true,
    genset: station.genset === 'fixed' ? 'off' : 'none',
    mainsLostAt: null,
    airconFault: station.troubles.includes('aircon'),
    downSince: null,
    bootedAt: firstBoot(seed, station.index, startedAt),
  }
}

function gensetAfter(world: World, station: SimStation, state: PowerState): GensetState {
  if (station.genset !== 'fixed') return 'none'
  if (world.event(station.index, 'gensetFault', state.at) > 0) return state.mains ? 'off' : 'fault'
  if (state.mains) return 'off'
  if (state.fuel <= 0 || world.event(station.index, 'noFuel', state.at) > 0) return 'outOfFuel'
  const delay = between(45_000, 150_000, world.province.seed, 142, station.index)
  const waited = state.at - (state.mainsLostAt ?? state.at)
  return waited >= delay ? 'running' : waited >= delay - 30_000 ? 'starting' : 'off'
}

/** The temperature the room tends to, and how fast, per hour. */
function warmth(world: World, station: SimStation, state: PowerState, ac: boolean): { target: number; rate: number } {
  const outside = world.outdoor(station, state.at)
  if (!station.aircon) return { target: outside + 6, rate: 1.2 }
  const cooled = ac && !state.airconFault
  return cooled ? { target: 24.5 + (station.index % 5) * 0.5, rate: 6 } : { target: outside + 11 + station.loadAmps / 12, rate: 1.1 }
}

/** Carries the state to the last step at or before `to`. */
export function advance(world: World, station: SimStation, state: PowerState, to: number): void {
  while (state.at + STEP_MS <= to) {
    state.mains = world.mains(station, state.at)
    if (state.mains) state.mainsLostAt = null
    else state.mainsLostAt ??= state.at
    state.genset = gensetAfter(world, station, state)
    state.airconFault = station.troubles.includes('aircon') || world.event(station.index, 'aircon', state.at) > 0
    const ac = state.mains || state.genset === 'running'
    const { target, rate } = warmth(world, station, state, ac)
    const steady = state.mains && state.charge >= 99.95 && state.downSince === null && Math.abs(state.temperature - target) < 0.3
    if (steady) {
      // Nothing moves until the next change: go there in one stride.
      const change = Math.floor(Math.min(world.nextChange(station, state.at), to) / STEP_MS) * STEP_MS
      state.at = Math.max(state.at + STEP_MS, change)
      state.charge = 100
      state.temperature = warmth(world, station, state, ac).target
      continue
    }
    const hours = STEP_MS / 3_600_000
    const usable = world.usableAh(station, state.at)
    const amps = ac ? chargeCurrent(state.charge, usable) : state.downSince === null ? -world.load(station, state.at) : 0
    state.charge = after(state.charge, amps, hours, usable)
    if (ac && state.charge >= 99.95) state.charge = 100
    state.temperature += (target - state.temperature) * Math.min(1, rate * hours)
    if (state.genset === 'running') {
      const litresPerHour = 1.6 + (station.loadAmps * 53.5) / 2200
      state.fuel = Math.max(0, state.fuel - ((litresPerHour * hours) / (station.tankLitres ?? 100)) * 100)
      state.gensetHours += hours
    }
    state.at += STEP_MS
    if (!ac && state.charge <= EMPTY) state.downSince ??= state.at
    else if (ac && state.downSince !== null && state.charge >= RESTART) {
      state.downSince = null
      state.bootedAt = state.at
    }
  }
  state.mains = world.mains(station, to)
}
