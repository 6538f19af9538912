/** How long each class of history is kept, with what that will take on the disk, said anew while one types. */
import { useDeferredValue, useState, type FormEvent } from 'react'
import { bytes } from '../../../shared/format/bytes.ts'
import { NONE, number } from '../../../shared/format/number.ts'
import { retentionOf, type Settings } from '../../../shared/model/settings.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { failureOf, phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Field, FieldRow, Input } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast } from '../../components/Toast.tsx'
import { readRetention, retentionText, type RetentionName, type RetentionText } from './retention-form.ts'
import { FormFoot } from './FormFoot.tsx'
import { useMay } from './may.ts'
import css from './Settings.module.css'

const FIELDS: readonly (readonly [RetentionName, string])[] = [
  ['retentionDays', 'raw'],
  ['retention5mDays', 'fiveMinutes'],
  ['retention1hDays', 'hour'],
  ['retention1dDays', 'day'],
]

export function RetentionForm({ settings }: { settings: Settings }) {
  const { t } = useWords()
  const may = useMay('admin')
  const [text, setText] = useState<RetentionText>(() => retentionText(settings))
  const [base, setBase] = useState(settings)
  const update = useCommand('settings.update', { refresh: ['settings.get'] })
  const changed = JSON.stringify(text) !== JSON.stringify(retentionText(base))
  // What was saved elsewhere is shown at once, unless something is being typed here.
  if (base !== settings) {
    if (!changed) setText(retentionText(settings))
    setBase(settings)
  }
  const read = readRetention(text, settings)
  const failure = update.error ? failureOf(update.error) : null
  const errorOf = (name: RetentionName): string | null => {
    const issue = failure?.issues.find((one) => one.path === name)
    if (issue) return phraseText(t, issue.phrase)
    const problem = read.ok ? undefined : read.problems[name]
    return problem ? t(problem.key, { ...problem.params }) : null
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!read.ok) return
    update.mutate(read.settings, {
      onSuccess: (saved) => {
        setBase(saved)
        setText(retentionText(saved))
        toast({ text: t('settings.saved') })
      },
    })
  }
  return (
    <form onSubmit={submit} noValidate className={css.form}>
      <Panel title={t('storage.retention.title')}>
        <div className={css.fields}>
          <p className="muted">{t('storage.retention.lead')}</p>
          <FieldRow>
            {FIELDS.map(([name, words]) => (
              <Field key={name} label={t(`storage.class.${words}`)} error={errorOf(name)} required>
                <Input
                  inputMode="numeric"
                  value={text[name]}
                  suffix={t('settings.general.days')}
                  disabled={!may}
                  onChange={(event) => setText((old) => ({ ...old, [name]: event.target.value }))}
                />
              </Field>
            ))}
          </FieldRow>
          <Forecast settings={read.ok ? read.settings : null} />
          <FormFoot
            may={may}
            busy={update.isPending}
            changed={changed}
            ready={read.ok}
            failure={failure}
            onCancel={() => setText(retentionText(base))}
          />
        </div>
      </Panel>
    </form>
  )
}

/** What was typed last is asked for when there is time; a wrong number leaves the last forecast. */
function Forecast({ settings }: { settings: Settings | null }) {
  const { t, locale } = useWords()
  const [last, setLast] = useState(settings)
  if (settings && settings !== last && JSON.stringify(settings) !== JSON.stringify(last)) setLast(settings)
  const asked = useDeferredValue(last)
  const found = useRead('storage.forecast', asked ? retentionOf(asked) : undefined, { enabled: asked !== null, keep: true })
  const data = found.data
  const size = (of: number | undefined) => (of === undefined ? NONE : bytes(of, locale))
  return (
    <div className={css.fields} aria-live="polite">
      <table className={css.sheet}>
        <caption>{t('storage.forecast.title')}</caption>
        <thead>
          <tr>
            {(['today', 'in30Days', 'inAYear', 'plateau'] as const).map((when) => (
              <th key={when} scope="col">
                {t(`storage.forecast.${when}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {(['today', 'in30Days', 'inAYear', 'plateau'] as const).map((when) => (
              <td key={when}>{size(data?.[when].total)}</td>
            ))}
          </tr>
        </tbody>
      </table>
      {data && data.plateauInDays > 0 ? (
        <p className={data.fullInDays === null ? 'muted' : css.bad}>
          {data.fullInDays === null
            ? t('storage.forecast.fits', { days: number(data.plateauInDays, locale) })
            : t('storage.forecast.full', { days: number(data.fullInDays, locale) })}
        </p>
      ) : null}
    </div>
  )
}
