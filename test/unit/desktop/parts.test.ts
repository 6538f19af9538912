/** The parts of the desktop program that need no Electron: attention, rationing, the window's place, the tray's signs, its options. */
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { AlarmRow } from '../../../shared/model/alarm.ts'
import { createWatch } from '../../../main/hosts/electron/attention.ts'
import { readOptions } from '../../../main/hosts/electron/options.ts'
import { fitting } from '../../../main/hosts/electron/place.ts'
import { createRation } from '../../../main/hosts/electron/ration.ts'
import { windowArguments } from '../../../main/hosts/cli/window.ts'
import { alarmRow } from '../../support/alarm.ts'
import { sign } from '../../../main/hosts/electron/sign.ts'

const alarm = (id: number, change: Partial<AlarmRow> = {}) => alarmRow(id, { stationId: id, severity: 'critical', ...change })

describe('attention', () => {
  it('counts what is open, and names the worst', () => {
    const watch = createWatch()
    expect(watch.reset([alarm(1)])).toEqual({ open: 1, worst: 'critical' })
    expect(watch.apply({ alarms: [alarm(1, { comments: 1 }), alarm(2)], alarmsGone: [] })).toEqual({ open: 2, worst: 'critical' })
  })

  it('leaves out what is suppressed or over', () => {
    const watch = createWatch()
    watch.reset([])
    const quiet = [
      alarm(1, { suppressed: true }),
      alarm(2, { clearedAt: 1 }),
      alarm(3, { acknowledgedAt: 1 }),
      alarm(4, { severity: 'major' }),
    ]
    expect(watch.apply({ alarms: quiet, alarmsGone: [] })).toEqual({ open: 2, worst: 'critical' })
    expect(watch.apply({ alarms: [], alarmsGone: [3] })).toMatchObject({ open: 1, worst: 'major' })
  })
})

describe('notifications', () => {
  it('names a few and counts a flood', () => {
    const ration = createRation()
    expect(ration.take(2, 0)).toEqual({ named: 2, summary: false })
    expect(ration.take(40, 1000)).toEqual({ named: 0, summary: true })
    expect(ration.take(40, 2000)).toEqual({ named: 0, summary: false })
    expect(ration.take(3, 3000)).toEqual({ named: 3, summary: false })
    expect(ration.take(3, 70_000)).toEqual({ named: 1, summary: true })
    expect(ration.take(1, 11 * 60_000)).toEqual({ named: 1, summary: false })
  })
})

describe('the window’s place', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 }
  const at = (x: number, y: number, width = 1200, height = 800) => ({ bounds: { x, y, width, height }, maximized: false })

  it('stays where it was', () => expect(fitting(at(100, 50), [screen])).toEqual(at(100, 50)))
  it('comes back from a screen that is gone', () => {
    expect(fitting(at(2500, 50), [screen]).bounds).toEqual({ width: 1200, height: 800 })
    expect(fitting(at(2500, 50), [screen, { ...screen, x: 1920 }]).bounds).toMatchObject({ x: 2500 })
  })
  it('is no larger than the screen', () =>
    expect(fitting(at(0, 0, 5000, 4000), [screen]).bounds).toMatchObject({ width: 1920, height: 1040 }))
})

it('draws a sign of its own for every severity', () => {
  const signs = [null, 'critical', 'major', 'minor', 'warning', 'indeterminate'] as const
  const drawn = signs.map((severity) => sign(severity, 32))
  expect(new Set(drawn.map((png) => png.toString('base64'))).size).toBe(signs.length)
  for (const png of drawn) {
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([32, 32])
    const length = png.readUInt32BE(33)
    const pixels = inflateSync(png.subarray(41, 41 + length))
    expect(pixels).toHaveLength(32 * (32 * 4 + 1))
    const covered = pixels.filter((_, i) => (i % 129) % 4 === 0 && i % 129 > 0).filter((alpha) => alpha > 200).length
    expect(covered).toBeGreaterThan(100)
  }
})

it('reads its options and leaves Chromium’s alone', () => {
  const args = ['electron', '/app', '--branchwatch-data=/data/x', '--branchwatch-demo=300', '--branchwatch-seed=no', '--enable-features=X']
  expect(readOptions(args, { BRANCHWATCH_LANG: 'vi' }, 'linux')).toEqual({
    folder: '/data/x',
    demo: 300,
    seed: undefined,
    scenario: undefined,
    locale: 'vi',
  })
})

it('gets from the command line what the person wished', () => {
  const args = windowArguments('/app', { folder: '/data/a b', demo: 3000, seed: 7, scenario: 'storm' })
  expect(args[0]).toBe('/app')
  expect(readOptions(['electron', ...args], {}, 'linux')).toEqual({
    folder: '/data/a b',
    demo: 3000,
    seed: 7,
    scenario: 'storm',
    locale: null,
  })
})
