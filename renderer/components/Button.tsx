/** Buttons: a verb, with an icon where it helps. One primary a view. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import type { LucideIcon } from 'lucide-react'
import { cx } from './cx.ts'
import css from './Button.module.css'

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'normal' | 'small'
  icon?: LucideIcon
  /** Shows that the command is on its way; the button takes no second click. */
  busy?: boolean
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  kind = 'secondary',
  size = 'normal',
  icon: Icon,
  busy = false,
  children,
  className,
  disabled,
  type,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={cx(css.button, css[kind], css[size], className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <span className={css.spinner} aria-hidden /> : Icon ? <Icon size={16} strokeWidth={1.75} aria-hidden /> : null}
      {children === undefined ? null : <span className={css.label}>{children}</span>}
    </button>
  )
}

export type IconButtonProps = Omit<ButtonProps, 'children' | 'icon'> & { icon: LucideIcon; label: string; pressed?: boolean }

/** A button of an icon alone; `label` is its name and its hint. */
export function IconButton({
  icon: Icon,
  label,
  pressed,
  kind = 'quiet',
  size = 'normal',
  className,
  busy,
  type,
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      title={rest.title ?? label}
      aria-label={label}
      aria-pressed={pressed}
      aria-busy={busy || undefined}
      className={cx(css.button, css.icon, css[kind], css[size], className)}
    >
      <Icon size={size === 'small' ? 16 : 18} strokeWidth={1.75} aria-hidden />
    </button>
  )
}

/** A link that looks like a button: it goes somewhere. */
export function LinkButton({
  href,
  kind = 'secondary',
  icon: Icon,
  children,
  className,
}: {
  href: string
  kind?: ButtonProps['kind']
  icon?: LucideIcon
  children: ReactNode
  className?: string
}) {
  return (
    <a href={`#${href}`} className={cx(css.button, css[kind ?? 'secondary'], css.normal, className)}>
      {Icon ? <Icon size={16} strokeWidth={1.75} aria-hidden /> : null}
      <span className={css.label}>{children}</span>
    </a>
  )
}
