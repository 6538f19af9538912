/** Which columns a table shows, remembered in the browser. */
import { Popover } from '@base-ui/react/popover'
import { Columns3 } from 'lucide-react'
import { useWords } from '../app/i18n.ts'
import { Button } from './Button.tsx'
import { Checkbox } from './Form.tsx'
import type { Column } from './columns.ts'
import css from './Popover.module.css'
import button from './Button.module.css'
import { cx } from './cx.ts'

export function ColumnChooser<T>({
  columns,
  shown,
  onToggle,
  onReset,
}: {
  columns: readonly Column<T>[]
  shown: ReadonlySet<string>
  onToggle: (id: string) => void
  onReset: () => void
}) {
  const { t } = useWords()
  return (
    <Popover.Root>
      <Popover.Trigger
        className={cx(button.button, button.quiet, button.small, button.icon)}
        aria-label={t('common.table.columns')}
        title={t('common.table.columns')}
      >
        <Columns3 size={16} strokeWidth={1.75} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className={css.positioner}>
          <Popover.Popup className={css.popup}>
            <Popover.Title className={css.title}>{t('common.table.columns')}</Popover.Title>
            <div className={css.list}>
              {columns
                .filter((c) => !c.fixed)
                .map((c) => (
                  <Checkbox key={c.id} label={c.header} checked={shown.has(c.id)} onChange={() => onToggle(c.id)} />
                ))}
            </div>
            <Button size="small" kind="quiet" onClick={onReset}>
              {t('common.table.resetColumns')}
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
