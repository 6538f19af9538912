/** Every procedure that the reader worker answers: long queries on read-only connections. */
import { refuse } from '../../../shared/model/refusal.ts'
import { reportRange, uptimeReport } from '../../reports/uptime/report.ts'
import { uptimeCsv } from '../../reports/uptime/csv.ts'
import type { Inventory, Reader } from '../../store/store.ts'
import type { MibShelf } from '../mib-shelf.ts'
import { paced } from '../paced.ts'
import { rulePreview } from '../rule-preview.ts'
import { stationsOf } from '../scope.ts'
import { trapLog } from '../trap-log.ts'
import { bulletinReader } from './bulletin-reader.ts'
import { tableOf, type HandlerTable } from './core.ts'
import type { Handlers, LongHandlers } from './shape.ts'

/** The inventory as the reader last saw it; `forget` after it was changed elsewhere. */
export type ReadInventory = { all(): Inventory }

type AlarmNames = 'history' | 'audit'

/** Alarms of one timeline, newest first: more could not be told apart on any screen. */
const MOST_ALARMS = 2000
/** Nobody asks for the health of more than a year and a leap day. */
const MOST_HEALTH_MS = 367 * 86_400_000

export function readerHandlers(reader: Reader, inventory: ReadInventory, mibs: MibShelf): HandlerTable {
  const long: LongHandlers<'history', 'series' | 'states' | 'worst' | 'distribution'> = {
    series: (request, _by, signal) => (request.to > request.from ? paced(reader.series(request), signal) : backwards()),
    states: (request, _by, signal) => (request.to > request.from ? paced(reader.states(request), signal) : backwards()),
    worst: ({ scope, ...request }, _by, signal) => {
      if (request.to <= request.from) return backwards()
      if (request.by === 'seconds' && request.code === null) return needed('code')
      const stationOf = stationsOf(inventory.all(), scope)
      return stationOf ? paced(reader.worst({ ...request, stationOf }), signal) : unknownScope()
    },
    distribution: ({ scope, ...request }, _by, signal) => {
      if (request.to <= request.from) return backwards()
      const stationOf = stationsOf(inventory.all(), scope)
      return stationOf ? paced(reader.distribution({ ...request, deviceIds: new Set(stationOf.keys()) }), signal) : unknownScope()
    },
  }
  const history: Handlers<'history', 'index'> = {
    index: ({ stationId }) => {
      const devices = inventory.all().devices.filter((device) => device.stationId === stationId)
      return reader.seriesIndex(devices.map((device) => device.id))
    },
  }
  const alarms: Handlers<'alarms', AlarmNames> = {
    history: (filter) => reader.alarmHistory(filter),
    audit: ({ before, limit }) => reader.audit(before, limit),
  }
  const incidents: Handlers<'incidents', 'past'> = { past: (filter) => reader.incidents(filter) }
  const stations: Handlers<'stations', 'timeline'> = {
    timeline: ({ id, from, to }) => {
      if (to <= from) return backwards()
      const { rows } = reader.alarmHistory({ stationId: id, severity: null, from, to, before: null, limit: MOST_ALARMS })
      return { intervals: reader.intervals(from, to, id), alarms: rows }
    },
  }
  const uptime = (month: string, unreachableIsDown: boolean, now: number) => {
    const { from, to } = reportRange(month, now)
    const { stations, communes } = inventory.all()
    return uptimeReport({ month, policy: { unreachableIsDown }, stations, communes, intervals: reader.intervals(from, to), now })
  }
  const reports: Handlers<'reports', 'uptime' | 'uptimeCsv'> = {
    uptime: ({ month, unreachableIsDown }, { at }) => uptime(month, unreachableIsDown, at),
    uptimeCsv: ({ month, unreachableIsDown, locale, scope }, { at }) => uptimeCsv(uptime(month, unreachableIsDown, at), locale, scope),
  }
  const power: Handlers<'power', 'discharges'> = {
    discharges: ({ id, limit }) => reader.discharges(id, limit),
  }
  const rules: LongHandlers<'rules', 'preview'> = {
    preview: (question, _by, signal) =>
      paced(
        rulePreview(reader, inventory.all(), question, () => performance.now()),
        signal,
      ),
  }
  const alarmHealth: LongHandlers<'alarmHealth', 'get'> = {
    get: ({ from, to, operators }, { at }, signal) =>
      to > from && to - from <= MOST_HEALTH_MS ? paced(reader.alarmHealth({ from, to, operators, now: at }), signal) : backwards(),
  }
  const traps: Handlers<'traps', 'list' | 'mibs'> = {
    list: (question) => trapLog(reader, inventory, mibs, question),
    mibs: () => mibs.all(),
  }
  const notifications: Handlers<'notifications', 'deliveries'> = { deliveries: (filter) => reader.deliveries(filter) }
  return tableOf({
    history: { ...history, ...long },
    alarms,
    incidents,
    rules,
    stations,
    reports,
    alarmHealth,
    power,
    traps,
    notifications,
    bulletin: bulletinReader(reader, inventory),
  })
}

function backwards() {
  return refuse('INVALID', 'access.invalid', undefined, { issues: [{ path: 'to', phrase: { key: 'error.field.period' } }] })
}

function needed(field: string) {
  return refuse('INVALID', 'access.invalid', undefined, { issues: [{ path: field, phrase: { key: 'error.required' } }] })
}

function unknownScope() {
  return refuse('NOT_FOUND', 'scope')
}
