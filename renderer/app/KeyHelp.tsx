/** The keys there are, on "?". */
import { Dialog } from '../components/Dialog.tsx'
import { useWords } from './i18n.ts'
import css from './KeyHelp.module.css'

const KEYS: readonly [string, string][] = [
  ['Ctrl K', 'palette'],
  ['/', 'search'],
  ['↑ ↓', 'move'],
  ['Enter', 'open'],
  ['← →', 'fold'],
  ['Space', 'select'],
  ['Shift', 'range'],
  ['A', 'acknowledge'],
  ['S', 'shelve'],
  ['C', 'comment'],
  ['M', 'mine'],
  ['G', 'group'],
  ['Ctrl C', 'copy'],
  ['Esc', 'close'],
  ['?', 'help'],
]

export function KeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Dialog open={open} onClose={onClose} title={t('common.keys.title')} size="small">
      <dl className={css.keys}>
        {KEYS.map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`common.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
