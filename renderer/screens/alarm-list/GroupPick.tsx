/** What the list is gathered by. */
import { useWords } from '../../app/i18n.ts'
import { Field, Select } from '../../components/Form.tsx'
import { GROUPINGS, type Grouping } from './filter.ts'
import css from './Alarms.module.css'

export function GroupPick({ value, onChange }: { value: Grouping; onChange: (value: string) => void }) {
  const { t } = useWords()
  return (
    <Field label={t('alarms.filter.group')} hideLabel className={css.pick}>
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        {GROUPINGS.map((one) => (
          <option key={one} value={one}>
            {t(`alarms.grouping.${one}`)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
