/** Dialogs to decide, and the side panel that keeps the list in sight. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { failureOf, sentence } from '../app/failure.ts'
import { useWords } from '../app/i18n.ts'
import { Button, IconButton, type ButtonProps } from './Button.tsx'
import { cx } from './cx.ts'
import css from './Dialog.module.css'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  description?: ReactNode
  children?: ReactNode
  /** Buttons at the bottom, the deed last. */
  footer?: ReactNode
  size?: 'small' | 'normal' | 'wide'
}

/** What takes the cursor when a dialog opens: its first field, otherwise its deed. A finger gets no keyboard thrown at it. */
const FIRST = 'input:not([type=hidden]), select, textarea, footer button:last-of-type'

export function Dialog({ open, onClose, title, description, children, footer, size = 'normal' }: DialogProps) {
  const { t } = useWords()
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={css.backdrop} />
        <Base.Popup
          ref={popup}
          className={cx(css.dialog, css[size])}
          initialFocus={(how) => (how === 'touch' ? true : (popup.current?.querySelector<HTMLElement>(FIRST) ?? true))}
        >
          <header className={css.head}>
            <Base.Title className={css.title}>{title}</Base.Title>
            <IconButton icon={X} label={t('common.close')} onClick={onClose} />
          </header>
          {description ? <Base.Description className={css.description}>{description}</Base.Description> : null}
          {children ? <div className={cx(css.body, 'scroll')}>{children}</div> : null}
          {footer ? <footer className={css.footer}>{footer}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export type ConfirmProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  children?: ReactNode
  /** The verb on the button. */
  verb: string
  kind?: ButtonProps['kind']
  /** Does the deed; the dialog closes when it is done and shows the sentence when it is refused. */
  onConfirm: () => Promise<unknown>
}

/** Asks before a deed that is hard to take back; names the thing. */
export function ConfirmDialog({ open, onClose, title, children, verb, kind = 'primary', onConfirm }: ConfirmProps) {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const confirm = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setProblem(sentence(t, failureOf(error)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      size="small"
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind={kind} busy={busy} onClick={() => void confirm()}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
      {problem ? (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      ) : null}
    </Dialog>
  )
}

export type SidePanelProps = {
  title: ReactNode
  /** Above the title: code, kind. */
  over?: ReactNode
  onClose: () => void
  actions?: ReactNode
  children: ReactNode
  label: string
}

/** A column beside a list; on a phone it covers the page. Escape closes it. It is part of the page, not a dialog. */
export function SidePanel({ title, over, onClose, actions, children, label }: SidePanelProps) {
  const { t } = useWords()
  return (
    <aside
      className={css.side}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className={css.sideHead}>
        <div className={css.sideTitle}>
          {over ? <div className={css.over}>{over}</div> : null}
          <h2>{title}</h2>
        </div>
        {actions}
        <IconButton icon={X} label={t('common.close')} onClick={onClose} />
      </header>
      <div className={cx(css.sideBody, 'scroll')} tabIndex={0}>
        {children}
      </div>
    </aside>
  )
}
