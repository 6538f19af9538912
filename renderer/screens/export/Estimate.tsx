/** What an export would roughly give, from when on there is anything of each level, and the button that begins it. */
import { FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCommand, useRead } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { bytes } from '../../../shared/format/bytes.ts'
import { number } from '../../../shared/format/number.ts'
import { date } from '../../../shared/format/time.ts'
import { allows } from '../../../shared/model/access.ts'
import { ExportLevel, type ExportRequest } from '../../../shared/model/export.ts'
import type { Question } from './question.ts'
import css from './Export.module.css'

/** A person has stopped typing after so long. */
const PAUSE_MS = 400

export function Estimate({ question, request }: { question: Question; request: ExportRequest | null }) {
  const { t, locale } = useWords()
  const me = useRead('session.me')
  const asked = useSettled(request)
  const estimate = useRead('exports.estimate', asked ?? undefined, { enabled: asked !== null, keep: true, staleTime: 30_000 })
  const start = useCommand('exports.start', { refresh: ['exports.list'] })
  const may = me.data ? allows(me.data.role, 'technician') : false
  const found = request === null ? undefined : estimate.data
  const said = () => {
    if (request === null) return t(question.last < question.first ? 'exports.backwards' : 'exports.nothingNamed')
    if (estimate.error) return sentence(t, failureOf(estimate.error))
    if (!found) return t('exports.estimating')
    if (found.rows === 0) return t('exports.nothing')
    const words = {
      rows: number(rounded(found.rows), locale),
      size: bytes(rounded(found.bytes), locale),
      level: t(`exports.level.${found.level}`),
    }
    return t('exports.estimate', words)
  }
  const begin = () => {
    if (!request) return
    start.mutate(request, { onSuccess: () => toast({ text: t('exports.started') }), onError: toastFailure })
  }
  return (
    <div className={css.estimate}>
      <div className={css.figures} aria-live="polite" aria-busy={estimate.isFetching || undefined}>
        <p className={css.about} data-old={estimate.isPlaceholderData || undefined}>
          {said()}
        </p>
        {found && !found.fits ? <p className={css.problem}>{t('exports.noFit', { free: bytes(found.free, locale) })}</p> : null}
        {found ? (
          <p className={css.hint}>
            {ExportLevel.options
              .flatMap((level) => {
                const at = found.since[level]
                return at === null ? [] : [t('exports.since', { level: t(`exports.level.${level}`), day: date(at, locale) })]
              })
              .join(' · ')}
          </p>
        ) : null}
      </div>
      <Button
        kind="primary"
        icon={FileDown}
        busy={start.isPending}
        disabled={request === null || !may || (found !== undefined && !found.fits)}
        title={may ? undefined : t('exports.mayNot')}
        onClick={begin}
      >
        {t('exports.start')}
      </Button>
    </div>
  )
}

/** Two digits say what is known of it. */
function rounded(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1)
  return Math.round(value / step) * step
}

/** The value once it has stood still for a moment; compared by what it says. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as T), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
