/** The bar that nobody can overlook: there is no line, no new reading, or no judgement; what the wall shows is not how it is. */
import { TriangleAlert } from 'lucide-react'
import { age, duration } from '../../../shared/format/time.ts'
import { STALE_AFTER } from '../../app/Banners.tsx'
import { useRead } from '../../app/client.ts'
import { useConnection } from '../../app/connection.ts'
import { useWords } from '../../app/i18n.ts'
import { useStatus } from '../../app/live.ts'
import { useSecond } from '../../app/now.ts'
import css from './Wall.module.css'

export function WallStale() {
  const { t, locale } = useWords()
  const { state, since } = useConnection()
  const live = useStatus((s) => s.status)
  const first = useRead('session.status', undefined, { enabled: live === null })
  const now = useSecond()
  const status = live ?? first.data
  const last = status?.poll.lastReadingAt ?? null
  const text =
    state === 'disconnected'
      ? t('common.banner.disconnected', { age: duration(now - (since ?? now), locale) })
      : status?.isolated
        ? t('common.banner.isolated')
        : status && status.poll.devices > 0 && last !== null && now - last > STALE_AFTER
          ? t('common.banner.stale', { age: age(last, now, locale) })
          : null
  return text === null ? null : (
    <div className={css.stale} role="alert">
      <TriangleAlert size={40} aria-hidden />
      {text}
    </div>
  )
}
