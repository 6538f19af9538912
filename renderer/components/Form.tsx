/** Form pieces that take react-hook-form's `register(...)` props: a label, the control, a hint, and the error that says what to do. */
import {
  createContext,
  useContext,
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import { cx } from './cx.ts'
import css from './Form.module.css'

type FieldState = { id: string; describedBy: string | undefined; invalid: boolean; required: boolean }
const FieldContext = createContext<FieldState | null>(null)

export type FieldProps = {
  label: ReactNode
  children: ReactNode
  hint?: ReactNode
  /** The sentence of the refusal, in the reader's language. */
  error?: string | null | undefined
  required?: boolean
  className?: string
  /** Keeps the label for those who cannot see the context. */
  hideLabel?: boolean
}

/** A labelled control; the control inside finds its id and description by itself. */
export function Field({ label, children, hint, error, required = false, className, hideLabel = false }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = cx(error ? errorId : null, hint ? hintId : null) || undefined
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error), required }}>
      <div className={cx(css.field, className)}>
        <label htmlFor={id} className={hideLabel ? 'visually-hidden' : css.label}>
          {label}
          {required ? (
            <span className={css.required} aria-hidden>
              *
            </span>
          ) : null}
        </label>
        {children}
        {error ? (
          <p id={errorId} className={css.error}>
            {error}
          </p>
        ) : null}
        {hint ? (
          <p id={hintId} className={css.hint}>
            {hint}
          </p>
        ) : null}
      </div>
    </FieldContext>
  )
}

function useField() {
  const field = useContext(FieldContext)
  if (!field) return {}
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    'aria-required': field.required || undefined,
  }
}

/** One line of text, a number, a date. `suffix` is a unit. */
export function Input({
  className,
  suffix,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement>; suffix?: ReactNode }) {
  const field = useField()
  const control = <input autoComplete="off" spellCheck={false} {...field} {...rest} className={cx(css.control, className)} />
  if (suffix === undefined) return control
  return (
    <span className={css.suffixed}>
      {control}
      <span className={css.suffix}>{suffix}</span>
    </span>
  )
}

export function TextArea({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea rows={3} {...useField()} {...rest} className={cx(css.control, css.area, className)} />
}

/** A native select: works everywhere, on a phone too. Give `<option>` children. */
export function Select({ className, children, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> }) {
  return (
    <select {...useField()} {...rest} className={cx(css.control, css.select, className)}>
      {children}
    </select>
  )
}

type TickProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  label: ReactNode
  ref?: Ref<HTMLInputElement>
  hideLabel?: boolean
}

export function Checkbox({ label, className, hideLabel = false, ...rest }: TickProps) {
  return (
    <label className={cx(css.tick, className)}>
      <input {...rest} type="checkbox" className={css.box} />
      <span className={hideLabel ? 'visually-hidden' : undefined}>{label}</span>
    </label>
  )
}

/** On or off, taking effect as said beside it. */
export function Switch({ label, className, hideLabel = false, ...rest }: TickProps) {
  return (
    <label className={cx(css.tick, className)}>
      <input {...rest} type="checkbox" role="switch" className={css.switch} />
      <span className={hideLabel ? 'visually-hidden' : undefined}>{label}</span>
    </label>
  )
}

/** Fields side by side where there is room. */
export function FieldRow({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx(css.row, className)}>{children}</div>
}

/** A titled group of fields. */
export function FieldGroup({ title, hint, children }: { title: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>{title}</legend>
      {hint ? <p className={css.hint}>{hint}</p> : null}
      {children}
    </fieldset>
  )
}

/** One choice out of a few, all of them seen. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
  size = 'normal',
}: {
  label: string
  value: V
  options: readonly { value: V; label: ReactNode; title?: string }[]
  onChange: (value: V) => void
  size?: 'normal' | 'small'
}) {
  return (
    <div className={cx(css.segmented, size === 'small' && css.segmentedSmall)} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          title={option.title}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
