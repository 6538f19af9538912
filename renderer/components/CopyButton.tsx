/** Puts a text on the clipboard and says that it did. */
import { Check, ClipboardCopy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useWords } from '../app/i18n.ts'
import { IconButton } from './Button.tsx'

const SAYS_MS = 2000

/** `what` is the button's name: "Copy the command". */
export function CopyButton({ text, what, size = 'small' }: { text: string | (() => string); what: string; size?: 'small' | 'normal' }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SAYS_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => void navigator.clipboard?.writeText(typeof text === 'string' ? text : text()).then(() => setCopied(true))
  return <IconButton size={size} icon={copied ? Check : ClipboardCopy} label={copied ? t('common.copied') : what} onClick={copy} />
}
