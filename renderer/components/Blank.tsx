/** What stands where content is missing: nothing yet, not loaded yet, or something went wrong. */
import { useState, type ReactNode } from 'react'
import { ClipboardCopy, RotateCw, type LucideIcon } from 'lucide-react'
import { failureOf, sentence } from '../app/failure.ts'
import { useWords } from '../app/i18n.ts'
import { Button } from './Button.tsx'
import { cx } from './cx.ts'
import css from './Blank.module.css'

/** One sentence what belongs here, and the button that brings it. */
export function EmptyState({
  icon: Icon,
  children,
  hint,
  action,
}: {
  icon?: LucideIcon
  children: ReactNode
  hint?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={css.blank}>
      {Icon ? <Icon size={28} strokeWidth={1.5} className={css.icon} aria-hidden /> : null}
      <p className={css.text}>{children}</p>
      {hint ? <p className={css.hint}>{hint}</p> : null}
      {action ? <div className={css.action}>{action}</div> : null}
    </div>
  )
}

/** What happened, what to do, and the details to send to somebody. */
export function ErrorState({ error, onRetry, compact = false }: { error: unknown; onRetry?: () => void; compact?: boolean }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  const failure = failureOf(error)
  const copy = () => {
    void navigator.clipboard?.writeText(`Branchwatch\n${location.hash}\n${failure.details}`).then(() => setCopied(true))
  }
  return (
    <div className={cx(css.blank, css.error, compact && css.compact)} role="alert">
      <p className={css.text}>{sentence(t, failure)}</p>
      <div className={css.action}>
        {onRetry ? (
          <Button icon={RotateCw} onClick={onRetry}>
            {t('common.retry')}
          </Button>
        ) : null}
        <Button kind="quiet" icon={ClipboardCopy} onClick={copy}>
          {copied ? t('common.copied') : t('common.copyDetails')}
        </Button>
      </div>
    </div>
  )
}

/** Grey bars in the place of text that is on its way. */
export function Loading({ lines = 4, className }: { lines?: number; className?: string }) {
  const { t } = useWords()
  return (
    <div className={cx(css.loading, className)} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} className={css.bar} style={{ width: `${[92, 74, 84, 61, 79][i % 5]}%` }} aria-hidden />
      ))}
    </div>
  )
}

/** Loading, error or the content of a read, in that order: the usual frame of a panel. */
export function Await<T>({
  of,
  lines,
  children,
}: {
  of: { data: T | undefined; error: unknown; refetch: () => unknown }
  lines?: number
  children: (data: T) => ReactNode
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} compact />
  return <Loading lines={lines} />
}
