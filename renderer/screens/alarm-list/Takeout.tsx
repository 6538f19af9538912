/** Taking the rows along: onto the clipboard, or as a file. */
import { ClipboardCopy, FileDown } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { IconButton } from '../../components/Button.tsx'
import type { AlarmView } from '../alarms/view.ts'
import { copyRows, saveRows } from './copy.ts'

export function Takeout({ rows }: { rows: readonly AlarmView[] }) {
  const { t, locale } = useWords()
  return (
    <>
      <IconButton
        size="small"
        icon={ClipboardCopy}
        label={t('alarms.copyRows')}
        disabled={rows.length === 0}
        onClick={() => copyRows(rows, t, locale)}
      />
      <IconButton
        size="small"
        icon={FileDown}
        label={t('common.exportCsv')}
        disabled={rows.length === 0}
        onClick={() => saveRows(rows, t, locale)}
      />
    </>
  )
}
