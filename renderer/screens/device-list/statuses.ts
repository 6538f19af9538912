/** Keeps the statuses of the device list fresh: every few seconds those that changed, rather than the whole list. */
import { useEffect } from 'react'
import { call, keyOf, queryClient } from '../../app/client.ts'
import { withStatuses, type ListedDevice } from './rows.ts'

const EVERY_MS = 5000

export function useFreshStatuses(devices: readonly ListedDevice[] | undefined): void {
  const ready = devices !== undefined
  useEffect(() => {
    if (!ready) return
    const gone = new AbortController()
    const key = keyOf('devices.list')
    const since = () =>
      (queryClient.getQueryData<ListedDevice[]>(key) ?? []).reduce((last, { status }) => Math.max(last, status.at ?? 0), 0)
    const ask = async (): Promise<void> => {
      if (document.visibilityState === 'hidden') return
      const news = await call('devices.statuses', { since: since() }, gone.signal)
      if (gone.signal.aborted) return
      queryClient.setQueryData<ListedDevice[]>(key, (old) => old && withStatuses(old, news))
    }
    // A failed call is nothing to show here: the frame says that the line is lost, and the next one tries again.
    const timer = setInterval(() => void ask().catch(() => undefined), EVERY_MS)
    return () => {
      clearInterval(timer)
      gone.abort()
    }
  }, [ready])
}
