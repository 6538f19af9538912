/** A menu of further actions behind a button. */
import { Menu as Base } from '@base-ui/react/menu'
import { MoreHorizontal, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import button from './Button.module.css'
import css from './Popover.module.css'

export type MenuItem = { label: ReactNode; icon?: LucideIcon; onSelect: () => void; danger?: boolean; disabled?: boolean }

export function Menu({
  label,
  items,
  icon: Icon = MoreHorizontal,
  children,
}: {
  label: string
  items: readonly (MenuItem | null)[]
  icon?: LucideIcon
  children?: ReactNode
}) {
  return (
    <Base.Root>
      <Base.Trigger
        className={cx(button.button, button.secondary, children === undefined && button.icon)}
        aria-label={children === undefined ? label : undefined}
        title={label}
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden />
        {children}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className={css.positioner}>
          <Base.Popup className={css.menu}>
            {items.map((item, i) =>
              item ? (
                <Base.Item key={i} className={cx(css.item, item.danger && css.danger)} onClick={item.onSelect} disabled={item.disabled}>
                  {item.icon ? <item.icon size={16} strokeWidth={1.75} aria-hidden /> : null}
                  {item.label}
                </Base.Item>
              ) : null,
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
