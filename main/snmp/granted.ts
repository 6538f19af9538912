/** What the operating system says of our own sockets: how much buffer it granted, and what it lost because that was full. */
import { readFileSync } from 'node:fs'
import type { Family } from './socket.ts'

export type OwnSocket = {
  readonly family: Family
  readonly port: number
  /** Bytes that the system granted. */
  readonly receiveBuffer: number
  /** Datagrams lost to a full buffer; null where the system does not say. */
  readonly bufferErrors: number | null
  readonly sendErrors: number
}

/** Linux lists its UDP sockets there; the last column counts what was lost. */
const TABLES: Readonly<Record<Family, string>> = { udp4: '/proc/net/udp', udp6: '/proc/net/udp6' }

/** Datagrams that the system has lost for the socket bound to this port; null where it does not say. */
export function lostBySystem(family: Family, port: number): number | null {
  try {
    return lostIn(readFileSync(TABLES[family], 'latin1'), port)
  } catch {
    return null
  }
}

/** The same from the table's text. */
export function lostIn(table: string, port: number): number | null {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/)
    if (columns[1]?.endsWith(`:${wanted}`) !== true) continue
    const lost = Number(columns[12])
    return Number.isInteger(lost) ? lost : null
  }
  return null
}
