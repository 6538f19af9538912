/** Several of many by name: chosen ones as chips to take away, and a list to add from. */
import { useWords } from '../../app/i18n.ts'
import { Field, Select } from '../../components/Form.tsx'
import { FilterChips } from '../../components/Filters.tsx'
import css from './Notifications.module.css'

export function Picks({
  label,
  names,
  value,
  onChange,
}: {
  label: string
  names: ReadonlyMap<number, string>
  value: readonly number[]
  onChange: (ids: number[]) => void
}) {
  const { t } = useWords()
  const others = [...names].filter(([id]) => !value.includes(id)).sort((a, b) => a[1].localeCompare(b[1], 'vi'))
  return (
    <div className={css.picks}>
      <Field label={label}>
        <Select value="" onChange={(event) => onChange([...value, Number(event.target.value)].filter(Boolean))}>
          <option value="">{t(value.length === 0 ? 'notify.form.all' : 'notify.form.addOne')}</option>
          {others.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {value.length > 0 ? (
        <FilterChips
          label={label}
          chips={value.map((id) => ({ value: String(id), label: names.get(id) ?? `#${id}`, title: t('notify.form.takeOut') }))}
          value={value.map(String)}
          onChange={(left) => onChange(left.map(Number))}
        />
      ) : null}
    </div>
  )
}
