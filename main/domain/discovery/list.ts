/** A person's list of addresses with what they know of each: station, name, credential, port. Pure. */
import { Host, Port } from '../../../shared/model/device.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { readAddress } from './address.ts'
import { plainHost } from './ranges.ts'
import { atLine, under, type Table } from './table.ts'

export type Listed = {
  readonly host: string
  /** Null: the ports of the scan. */
  readonly port: number | null
  readonly station: string | null
  readonly name: string | null
  /** Tried alone where it is given. */
  readonly credentialId: number | null
}
export type List = { readonly rows: Listed[]; readonly problems: Phrase[] }

const COLUMNS = {
  host: ['address', 'host', 'ip', 'ip address', 'dia chi', 'dia chi ip'],
  station: ['station', 'station code', 'site', 'site id', 'code', 'tram', 'ma tram', 'ma'],
  name: ['name', 'device', 'device name', 'ten', 'ten thiet bi', 'thiet bi'],
  credential: ['credential', 'thong tin snmp', 'thong tin truy cap', 'bo xac thuc'],
  port: ['port', 'cong'],
} as const

const MOST_PROBLEMS = 5
const NAME_LENGTH = 80

/** `credentials` by name. An address that is listed twice counts once, as its first row says. */
export function readList(table: Table, credentials: ReadonlyMap<string, number>): List {
  const rows = new Map<string, Listed>()
  const problems: Phrase[] = []
  for (const { line, cells } of under(table, COLUMNS, 'host')) {
    const host = cells.host ?? ''
    const port = cells.port === undefined ? null : Number(cells.port)
    const credentialId = cells.credential === undefined ? null : (credentials.get(cells.credential.normalize('NFC')) ?? null)
    if (!isHost(host)) problems.push(atLine('listHost', line, { text: host.slice(0, 80) }))
    else if (port !== null && !Port.safeParse(port).success)
      problems.push(atLine('listPort', line, { text: (cells.port ?? '').slice(0, 20) }))
    else if (cells.credential !== undefined && credentialId === null)
      problems.push(atLine('listCredential', line, { text: cells.credential.slice(0, 80) }))
    else {
      const row = { host: plainHost(host), port, station: cells.station?.slice(0, 40) ?? null, name: nameOf(cells.name), credentialId }
      const key = `${row.host}|${port ?? ''}`
      if (!rows.has(key)) rows.set(key, row)
    }
  }
  return { rows: [...rows.values()], problems: problems.slice(0, MOST_PROBLEMS) }
}

function isHost(text: string): boolean {
  return readAddress(text) !== null || (/[a-z]/i.test(text) && !text.includes(':') && Host.safeParse(text).success)
}

function nameOf(text: string | undefined): string | null {
  return text === undefined ? null : text.normalize('NFC').slice(0, NAME_LENGTH)
}
