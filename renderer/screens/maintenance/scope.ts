/** What a window may cover, by name: stations, communes, groups and devices in one search. */
import { useMemo } from 'react'
import { useRead } from '../../app/client.ts'
import { fold } from '../../../shared/format/text.ts'
import type { WindowTargets } from '../../../shared/model/window.ts'

export const KINDS = ['commune', 'group', 'station', 'device'] as const
export type Kind = (typeof KINDS)[number]
const FIELD = { commune: 'communeIds', group: 'groupIds', station: 'stationIds', device: 'deviceIds' } as const

/** `id` is unique among all kinds. `text`: folded, for the search. */
export type Place = {
  readonly id: number
  readonly kind: Kind
  readonly of: number
  readonly code: string
  readonly name: string
  readonly text: string
}

/** Places have numbers of their kind; together they need more room. */
const ROOM = 100_000_000
const place = (kind: Kind, of: number, code: string, name: string): Place => ({
  id: KINDS.indexOf(kind) * ROOM + of,
  kind,
  of,
  code,
  name,
  text: fold(`${code} ${name}`),
})

/** All of them, communes first. */
export function usePlaces(): readonly Place[] {
  const stations = useRead('stations.list', undefined, { staleTime: 60_000 }).data
  const groups = useRead('groups.list', undefined, { staleTime: 60_000 }).data
  const devices = useRead('devices.list', undefined, { staleTime: 60_000 }).data
  return useMemo(() => {
    const codes = new Map((stations?.rows ?? []).map((row) => [row.id, row.code]))
    return [
      ...(stations?.communes ?? []).map((one) => place('commune', one.id, '', one.name)),
      ...(groups ?? []).map((one) => place('group', one.id, '', one.name)),
      ...(stations?.rows ?? []).filter((row) => !row.retired).map((row) => place('station', row.id, row.code, row.name)),
      ...(devices ?? []).filter((one) => !one.retired).map((one) => place('device', one.id, codes.get(one.stationId) ?? '', one.name)),
    ]
  }, [stations, groups, devices])
}

export function chosenOf(places: readonly Place[], targets: WindowTargets): Place[] {
  const ids = new Set(KINDS.flatMap((kind) => targets[FIELD[kind]].map((of) => KINDS.indexOf(kind) * ROOM + of)))
  return ids.size === 0 ? [] : places.filter((one) => ids.has(one.id))
}

export function withPlace(targets: WindowTargets, { kind, of }: Place): WindowTargets {
  const field = FIELD[kind]
  return targets[field].includes(of) ? targets : { ...targets, [field]: [...targets[field], of] }
}

export function withoutPlace(targets: WindowTargets, { kind, of }: Place): WindowTargets {
  const field = FIELD[kind]
  return { ...targets, [field]: targets[field].filter((one) => one !== of) }
}
