/** Short messages at the bottom: what was done, with undo or a link; spoken to those who do not see them. */
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { create } from 'zustand'
import { failureOf, sentence } from '../app/failure.ts'
import { i18n, useWords } from '../app/i18n.ts'
import { Button, IconButton } from './Button.tsx'
import { ToneIcon } from './State.tsx'
import { cx } from './cx.ts'
import css from './Toast.module.css'

export type ToastInput = {
  text: string
  tone?: 'done' | 'problem' | 'plain'
  /** Takes the deed back; shown as "Undo". */
  undo?: () => void | Promise<unknown>
  action?: { label: string; href: string }
  /** Milliseconds on screen; 0 stays until closed. */
  stays?: number
}
type Item = ToastInput & { id: number }

const useToasts = create<{ items: readonly Item[] }>()(() => ({ items: [] }))
let next = 1

/** Shows a message; callable from anywhere. */
export function toast(input: ToastInput): void {
  const item = { ...input, id: next++ }
  useToasts.setState((s) => ({ items: [...s.items.slice(-3), item] }))
}

/** Shows the sentence of a failed call. */
export function toastFailure(error: unknown): void {
  toast({ text: sentence(i18n.t, failureOf(error)), tone: 'problem', stays: 12_000 })
}

function dismiss(id: number): void {
  useToasts.setState((s) => ({ items: s.items.filter((item) => item.id !== id) }))
}

export function Toasts() {
  const items = useToasts((s) => s.items)
  return (
    <div className={css.stack} role="status" aria-live="polite">
      {items.map((item) => (
        <Toast key={item.id} item={item} />
      ))}
    </div>
  )
}

function Toast({ item }: { item: Item }) {
  const { t } = useWords()
  const stays = item.stays ?? (item.undo || item.action ? 10_000 : 5000)
  useEffect(() => {
    if (stays === 0) return
    const timer = setTimeout(() => dismiss(item.id), stays)
    return () => clearTimeout(timer)
  }, [item.id, stays])
  const undo = item.undo
  return (
    <div className={cx(css.toast, item.tone === 'problem' && css.problem)}>
      {item.tone === 'problem' ? <ToneIcon tone="critical" /> : item.tone === 'plain' ? null : <ToneIcon tone="ok" />}
      <span className={css.text}>{item.text}</span>
      {item.action ? (
        <a href={`#${item.action.href}`} onClick={() => dismiss(item.id)}>
          {item.action.label}
        </a>
      ) : null}
      {undo ? (
        <Button
          size="small"
          onClick={() => {
            dismiss(item.id)
            Promise.resolve(undo()).catch(toastFailure)
          }}
        >
          {t('common.undo')}
        </Button>
      ) : null}
      <IconButton size="small" icon={X} label={t('common.close')} onClick={() => dismiss(item.id)} />
    </div>
  )
}
