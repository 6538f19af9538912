/** The storm board and the bulletin as the contract answers them, over the real engine on fake time. */
import { describe, expect, it } from 'vitest'
import type { Core } from '../../../main/app/core.ts'
import { bulletin as bulletinHandlers } from '../../../main/app/handlers/bulletin.ts'
import { bulletinReader } from '../../../main/app/handlers/bulletin-reader.ts'
import { storm as stormHandlers } from '../../../main/app/handlers/storm.ts'
import { inventoryView } from '../../../main/app/inventory-view.ts'
import { seedResources } from '../../../main/app/demo-resources.ts'
import type { Reader } from '../../../main/store/store.ts'
import { EntryInput } from '../../../shared/model/bulletin.ts'
import { ResourceInput, slack, StormBoard } from '../../../shared/model/storm.ts'
import { BulletinView } from '../../../shared/model/bulletin.ts'
import { Branch, BY, MIDNIGHT, ms, scenario, sure, type StationPlan } from '../../support/scenario.ts'
import { issueOf, refusal } from '../store/kit.ts'

const at = (text: string) => MIDNIGHT + ms(text)
const by = (text: string) => ({ ...BY, at: at(text) })

function consoleOf(b: Branch) {
  const stale: string[] = []
  const core = {
    operations: b.operations,
    engine: b.engine,
    clock: b.clock,
    inventory: inventoryView(b.operations),
    stale: (...areas: string[]) => void stale.push(...areas),
  } as unknown as Core
  const { storm, bulletin, ledger, settings } = b.operations
  const reader = {
    standingAt: (when: number) => ledger.standingAt(when),
    bulletin: {
      ...bulletin,
      suppliesAt: (when: number) => storm.suppliesAt(when),
      gensetLogsAt: (when: number) => storm.gensetLogsAt(when),
      branchName: () => settings.get().branchName,
    },
  } as unknown as Reader
  return { storm: stormHandlers(core), bulletin: bulletinHandlers(core), read: bulletinReader(reader, core.inventory), core, stale }
}

/** The answer of a handler that needs no waiting and refused nothing. */
function answered<T>(value: T | Promise<T>): Exclude<T, { refused: unknown }> {
  if (value instanceof Promise) throw new Error('it makes one wait')
  return sure(value)
}

const plan: Record<string, StationPlan> = { HUB: {}, A1: { parents: ['HUB'] }, A2: { parents: ['HUB'], criticality: 1 }, B1: {} }
const lose = (b: Branch, ...codes: string[]) => {
  for (const code of codes) b.reads(code, 'power', 'mains.state', 0).reads(code, 'power', 'battery.state', 2)
}

describe('the board', () => {
  it(
    'ranks, counts by commune, and knows what hangs behind',
    scenario(plan, (b) => {
      const commune = b.operations.inventory.all().communes[0]?.id ?? 0
      sure(b.operations.hamlets.add(commune, { name: 'Bản Bung', households: 40, stationIds: [b.id('A1')] }, BY))
      sure(b.operations.hamlets.add(commune, { name: 'Nà Lại', households: 9, stationIds: [b.id('A1'), b.id('A2')] }, BY))
      const { storm } = consoleOf(b)
      b.until('00:02:00')
      lose(b, 'HUB', 'A1', 'A2')
      b.until('00:05:00').falls('A2')
      b.until('00:12:00')
      const board = StormBoard.parse(storm.board(undefined, by('00:12:00')))
      const shown = board.stations.map((one) => [one.code, one.group, one.behind, one.hamlets, one.households])
      // Nameplate and current are missing here: no number is invented; the hub weighs most, and what is dark comes last.
      expect(shown).toEqual([
        ['HUB', 'cannotTell', 2, 2, 49],
        ['A1', 'cannotTell', 0, 2, 49],
        ['A2', 'dark', 0, 0, 0],
      ])
      expect(board.stations.every((one) => (one.darkAt === null) !== (one.why === null) || one.group === 'dark')).toBe(true)
      expect(board.total).toMatchObject({ stations: 4, working: 3, onBattery: 2, dark: 1, hamlets: 0 })
      expect(board.communes).toMatchObject([{ communeId: commune, stations: 4, dark: 1 }])
      b.falls('HUB').until('00:20:00')
      const later = StormBoard.parse(storm.board(undefined, by('00:20:00')))
      expect(later.total).toMatchObject({ working: 1, dark: 3, onBattery: 0, hamlets: 2, households: 49 })
      expect(storm.station({ id: b.id('HUB') }, BY)).toMatchObject({ stationIds: expect.arrayContaining([b.id('A1'), b.id('A2')]) })
      expect(refusal(storm.station({ id: 999 }, BY)).refused).toBe('NOT_FOUND')
    }),
  )

  it(
    'is empty on a calm day',
    scenario(plan, (b) => {
      b.until('00:02:00')
      expect(consoleOf(b).storm.board(undefined, BY)).toMatchObject({ stations: [], communes: [], total: { stations: 4, working: 4 } })
    }),
  )
})

describe('sending', () => {
  it(
    'takes the way from the station’s record, warns of another there, and tells the screens',
    scenario(plan, (b) => {
      const { storm, stale } = consoleOf(b)
      b.until('00:02:00')
      const resource = (name: string) =>
        answered(storm.saveResource({ id: null, version: 0, resource: ResourceInput.parse({ kind: 'genset', name }) }, BY))
      const [one, two] = [resource('M1'), resource('M2')]
      const send = (what: { id: number; version: number }) =>
        answered(
          storm.assign(
            { resourceId: what.id, version: what.version, stationId: b.id('A1'), travelMinutes: null, at: null, note: '' },
            by('00:02:00'),
          ),
        )
      const first = send(one)
      expect(first.warnings).toEqual([])
      expect(send(two).warnings.map((said) => said.key)).toEqual(['storm.warning.another'])
      expect(stale).toContain('storm')
      expect(refusal(storm.retireResource({ id: one.id, version: 2 }, BY))).toMatchObject({
        refused: 'CONFLICT',
        data: { phrase: { key: 'error.dispatch.stillThere' } },
      })
      answered(storm.release({ id: first.assignment.id, version: 1, at: null, note: '' }, by('00:02:01')))
      expect(storm.retireResource({ id: one.id, version: 2 }, by('00:02:02'))).toMatchObject({ retiredAt: at('00:02:02') })
      expect(storm.resources(undefined, BY)).toHaveLength(1)
      expect(
        refusal(
          storm.saveResource({ id: null, version: 0, resource: ResourceInput.parse({ kind: 'genset', name: 'X', homeCommuneId: 77 }) }, BY),
        ).refused,
      ).toBe('NOT_FOUND')
    }),
  )

  it(
    'of the demo has something to send',
    scenario(plan, (b) => {
      expect(seedResources(b.operations, 300, BY)).toBeNull()
      const made = b.operations.storm.resources()
      expect(made).toHaveLength(12)
      expect(new Set(made.map((one) => `${one.kind} ${one.state}`)).size).toBeGreaterThan(2)
    }),
  )

  it.each([
    [0, 40, -40],
    [60 * 60_000, 40, 20],
    [null, 40, null],
    [0, null, null],
  ])('dark at %s after %s minutes on the road leaves %s', (darkAt, travel, expected) => expect(slack(darkAt, travel, 0)).toBe(expected))
})

describe('the bulletin', () => {
  const HOUR = at('01:00:00')

  it(
    'is issued as it was seen, and again only with news',
    scenario(plan, (b) => {
      const { bulletin, read } = consoleOf(b)
      const view = (when: string) => BulletinView.parse(read.at({ hour: HOUR }, by(when)))
      expect(issueOf(read.at({ hour: HOUR }, by('00:30:00')))).toEqual({ path: 'hour', key: 'error.issuing.future' })
      b.until('01:02:00')
      const draft = view('01:02:00')
      expect([draft.settled, view('01:05:00').settled, draft.issued.length, draft.content.total.working]).toEqual([false, true, 0, 4])
      expect(refusal(bulletin.issue({ hour: HOUR, revision: 0, sha256: 'f'.repeat(64) }, by('01:05:00'))).data.phrase.key).toBe(
        'error.issuing.changed',
      )
      expect(bulletin.issue({ hour: HOUR, revision: 0, sha256: draft.knownSha256 }, by('01:05:00'))).toMatchObject({
        revision: 1,
        changes: [],
      })
      expect(refusal(bulletin.issue({ hour: HOUR, revision: 0, sha256: draft.knownSha256 }, by('01:05:00'))).data.phrase.key).toBe(
        'error.issuing.issuedMeanwhile',
      )
      expect(refusal(bulletin.issue({ hour: HOUR, revision: 1, sha256: draft.knownSha256 }, by('01:05:00'))).data.phrase.key).toBe(
        'error.issuing.nothingNew',
      )
      const commune = draft.content.communes[0]?.id ?? 0
      const entry = EntryInput.parse({ kind: 'cableCut', communeId: commune, at: at('00:40:00'), place: 'QL279' })
      const added = bulletin.addEntry(entry, by('01:10:00'))
      expect(added).toMatchObject({ revision: 1 })
      const late = view('01:10:00')
      expect(late.content).toEqual(draft.content)
      expect(late.news.map((one) => one.kind)).toEqual(['figure', 'figure', 'fact'])
      expect(bulletin.issue({ hour: HOUR, revision: 1, sha256: late.knownSha256 }, by('01:10:00'))).toMatchObject({
        revision: 2,
        changes: [{}, {}, {}],
      })
      expect(bulletin.get({ hour: HOUR, revision: 1 }, BY)).toMatchObject({ content: { total: { cablesCut: 0 } } })
      expect(bulletin.get({ hour: HOUR, revision: 2 }, BY)).toMatchObject({ content: { total: { cablesCut: 1 } } })
      expect(refusal(bulletin.get({ hour: HOUR, revision: 3 }, BY)).refused).toBe('NOT_FOUND')
      expect(bulletin.issued({ limit: 5 }, BY)).toHaveLength(2)
      expect(bulletin.entries({ from: 0, to: HOUR }, BY)).toHaveLength(1)
    }),
  )

  it('gives its paper at each revision', async () => {
    const b = new Branch({ A1: {} })
    try {
      const { bulletin, read } = consoleOf(b)
      b.until('01:01:00')
      const draft = BulletinView.parse(read.at({ hour: HOUR }, by('01:01:00')))
      answered(bulletin.issue({ hour: HOUR, revision: 0, sha256: draft.knownSha256 }, by('01:01:00')))
      const ask = (revision: number) => Promise.resolve(read.pdf({ hour: HOUR, revision, locale: 'vi' }, by('01:05:00')))
      const [latest, first, none] = await Promise.all([ask(0), ask(1), ask(2)])
      expect(latest).toMatchObject({ fileName: 'bulletin-20261123-0100-r1.pdf' })
      expect(first).toEqual(latest)
      expect(refusal(none).refused).toBe('NOT_FOUND')
    } finally {
      b.close()
    }
  })

  it.each<[what: string, more: object, path: string, key: string]>([
    ['the future', { at: at('02:00:00') }, 'at', 'error.dispatch.future'],
    ['restored in the future', { restoredAt: at('02:00:00') }, 'restoredAt', 'error.dispatch.future'],
    ['restored before it was cut', { restoredAt: at('00:10:00') }, 'restoredAt', 'error.field.period'],
    ['a commune that is not', { communeId: 99 }, 'communeId', 'error.notFound'],
    ['a station that is not', { stationId: 99 }, 'stationId', 'error.notFound'],
  ])('refuses an entry of %s', (_what, more, path, key) =>
    scenario({ A1: {} }, (b) => {
      const commune = b.operations.inventory.all().communes[0]?.id ?? 0
      const entry = EntryInput.parse({ kind: 'cableCut', communeId: commune, at: at('00:30:00'), ...more })
      expect(issueOf(consoleOf(b).bulletin.addEntry(entry, by('01:00:00')))).toEqual({ path, key })
    })(),
  )
})
