/** Trap settings as they are typed: numbers as text, other managers one a line. */
import { Manager, TrapSettings } from '../../../shared/model/trap.ts'

export type Draft = {
  enabled: boolean
  port: string
  knownCommunitiesOnly: boolean
  perSource: string
  total: string
  keepDays: string
  keepRows: string
  forward: string
}

export function draftOf(settings: TrapSettings): Draft {
  const { enabled, knownCommunitiesOnly, forward, ...numbers } = settings
  return {
    enabled,
    knownCommunitiesOnly,
    port: String(numbers.port),
    perSource: String(numbers.perSource),
    total: String(numbers.total),
    keepDays: String(numbers.keepDays),
    keepRows: String(numbers.keepRows),
    forward: forward.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)).join('\n'),
  }
}

/** The managers of a text; or the number of the line that is none. */
export function readManagers(text: string): Manager[] | { readonly line: number } {
  const managers: Manager[] = []
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '') continue
    const match = /^(?:\[([^\]]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(line)
    const parsed = Manager.safeParse({ host: match?.[1] ?? match?.[2], port: Number(match?.[3]) })
    if (!parsed.success) return { line: i + 1 }
    managers.push(parsed.data)
  }
  return managers
}
