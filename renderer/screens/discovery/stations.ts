/** Stations in service by code, as proposals and pickers name them. */
import { useMemo } from 'react'
import { useRead } from '../../app/client.ts'
import { compareText, fold } from '../../../shared/format/text.ts'

export type StationName = { readonly id: number; readonly code: string; readonly name: string; readonly text: string }

export function useStationNames(): { list: readonly StationName[]; byId: ReadonlyMap<number, StationName> } {
  const stations = useRead('stations.list', undefined, { staleTime: 60_000 })
  return useMemo(() => {
    const list = (stations.data?.rows ?? [])
      .filter((row) => !row.retired)
      .map(({ id, code, name }) => ({ id, code, name, text: fold(`${code} ${name}`) }))
      .sort((a, b) => compareText(a.code, b.code))
    return { list, byId: new Map(list.map((one) => [one.id, one])) }
  }, [stations.data])
}
