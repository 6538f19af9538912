/** What the Notifications screens read: names of everything that a rule can name. */
import { useMemo } from 'react'
import { useRead } from '../../app/client.ts'
import type { Names } from './words.ts'

export function useNames(): Names {
  const channels = useRead('notifications.channelNames')
  const teams = useRead('notifications.teams')
  const places = useRead('stations.places', undefined, { staleTime: 60_000 })
  const groups = useRead('groups.list', undefined, { staleTime: 60_000 })
  return useMemo(
    () => ({
      channels: new Map((channels.data ?? []).map((one) => [one.id, one])),
      teams: new Map((teams.data ?? []).map((one) => [one.id, one])),
      communes: new Map((places.data?.communes ?? []).map((one) => [one.id, one.name])),
      groups: new Map((groups.data ?? []).map((one) => [one.id, one.name])),
    }),
    [channels.data, teams.data, places.data, groups.data],
  )
}
