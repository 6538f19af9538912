/** The address plan: which subnet belongs to which station. The longest prefix that holds an address wins. Pure. */
import type { Phrase } from '../../../shared/model/phrase.ts'
import { bitsOf, readAddress, type Address } from './address.ts'
import { subnetOf } from './ranges.ts'
import { atLine, under, type Table } from './table.ts'

export type AddressPlan = {
  readonly rules: number
  readonly problems: Phrase[]
  /** Station codes of the longest prefix around an address: several where the file contradicts itself. */
  codesOf(host: string): readonly string[]
}

const COLUMNS = {
  subnet: ['subnet', 'network', 'range', 'prefix', 'dai', 'dai dia chi', 'dai ip', 'mang', 'mang con'],
  station: ['station', 'station code', 'site', 'site id', 'code', 'tram', 'ma tram', 'ma'],
} as const

const MOST_PROBLEMS = 5

export function readPlan(table: Table): AddressPlan {
  const problems: Phrase[] = []
  const rules = new Map<string, Set<string>>()
  const lengths = new Set<string>()
  for (const { line, cells } of under(table, COLUMNS, 'subnet')) {
    const subnet = readPrefix(cells.subnet ?? '')
    if (!subnet) problems.push(atLine('planSubnet', line, { text: (cells.subnet ?? '').slice(0, 80) }))
    else if (cells.station === undefined) problems.push(atLine('planStation', line))
    else {
      const key = keyOf(subnet.address, subnet.prefix)
      rules.set(key, (rules.get(key) ?? new Set()).add(cells.station.slice(0, 40).toUpperCase()))
      lengths.add(`${subnet.address.family}/${subnet.prefix}`)
    }
  }
  const longest = [...lengths]
    .map((text) => ({ family: Number(text[0]), prefix: Number(text.slice(2)) }))
    .sort((a, b) => b.prefix - a.prefix)
  return {
    rules: rules.size,
    problems: problems.slice(0, MOST_PROBLEMS),
    codesOf(host) {
      const address = readAddress(host)
      if (!address) return []
      for (const { family, prefix } of longest) {
        const codes = family === address.family ? rules.get(keyOf(address, prefix)) : undefined
        if (codes) return [...codes]
      }
      return []
    },
  }
}

const keyOf = (address: Address, prefix: number): string => `${address.family}/${prefix}/${subnetOf(address, prefix).first}`

/** A subnet, or one address as a subnet of its own. */
function readPrefix(text: string): { address: Address; prefix: number } | null {
  const [, host = '', length] = /^([^/\s]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const address = readAddress(host)
  if (!address) return null
  const prefix = length === undefined ? bitsOf(address.family) : Number(length)
  return prefix <= bitsOf(address.family) ? { address, prefix } : null
}
