/** The trap log as it grows: the newest page is read again when lines came in, and what was read before stays. */
import { useMemo, useState } from 'react'
import { call, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import type { SnmpVersion } from '../../../shared/model/device.ts'
import type { TrapVerdict } from '../../../shared/model/trap.ts'
import { toastFailure } from '../../components/Toast.tsx'
import { useBook } from '../alarms/data.ts'
import { merge, NOTHING } from './kept.ts'
import { viewOf, type TrapView } from './view.ts'

export type TrapQuestion = {
  readonly text: string
  readonly verdicts: TrapVerdict[]
  readonly versions: SnmpVersion[]
  readonly stationId: number | null
  readonly deviceId: number | null
}
const PAGE = 200

export function useTrapLog(question: TrapQuestion) {
  const { t } = useWords()
  const book = useBook()
  const devices = useRead('devices.list', undefined, { staleTime: 60_000 })
  const key = JSON.stringify(question)
  const head = useRead('traps.list', { ...question, limit: PAGE }, { keep: true })
  const [kept, setKept] = useState(NOTHING)
  const [busy, setBusy] = useState(false)
  if (head.data && !head.isPlaceholderData && (kept.from !== head.data || kept.key !== key)) setKept(merge(kept, key, head.data))

  const names = useMemo(() => new Map((devices.data ?? []).map((device) => [device.id, device.name])), [devices.data])
  const views: TrapView[] = useMemo(() => kept.rows.map((row) => viewOf(row, book, names, t)), [kept.rows, book, names, t])
  const older = async () => {
    if (kept.next === null || busy) return
    setBusy(true)
    try {
      const page = await call('traps.list', { ...question, before: kept.next, limit: PAGE })
      setKept((now) => {
        if (now.key !== key) return now
        const known = new Set(now.rows.map((row) => row.id))
        return { ...now, rows: [...now.rows, ...page.rows.filter((row) => !known.has(row.id))], next: page.next }
      })
    } catch (error) {
      toastFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return { head, views, key: kept.key, hasOlder: kept.next !== null, older, busy, book, names }
}
