/** The first start: a demo branch to look around in, or an own branch that starts empty. */
import { useId, useState, type FormEvent } from 'react'
import { Building2, FlaskConical } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { useCommand, useRead, type InputOf } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { go } from '../../app/location.ts'
import { setLocale } from '../../app/preferences.ts'
import { Button } from '../../components/Button.tsx'
import { Field, FieldRow, Input, Segmented } from '../../components/Form.tsx'
import { Making } from './Making.tsx'
import css from './Setup.module.css'

const SIZES = [
  { stations: 30, key: 'small' },
  { stations: 300, key: 'medium' },
  { stations: 3000, key: 'large' },
] as const

export default function SetupScreen() {
  const { t, locale } = useWords()
  const me = useRead('session.me')
  const choose = useCommand('session.choose', {
    refresh: ['session.me', 'settings.get', 'stations.list', 'stations.overview', 'alarms.active', 'demo.scenarios'],
    onDone: () => go('/', { replace: true }),
  })
  const busy = choose.isPending ? choose.variables : null
  const problem = choose.error ? t('setup.failed', { why: sentence(t, failureOf(choose.error)) }) : null
  const start = (input: InputOf<'session.choose'>) => choose.mutate(input)
  return (
    <main className={css.page}>
      <div className={css.inner}>
        <header className={css.head}>
          <h1 className={css.title}>{t('setup.title')}</h1>
          <p className={css.lead}>{t('setup.lead')}</p>
          <Segmented
            label={t('setup.language')}
            value={locale}
            options={[
              { value: 'vi', label: t('settings.appearance.vi') },
              { value: 'en', label: t('settings.appearance.en') },
            ]}
            onChange={setLocale}
          />
        </header>
        {problem ? (
          <p className={css.problem} role="alert">
            {problem}
          </p>
        ) : null}
        {busy && busy.kind !== 'leaveDemo' ? (
          <Making stations={busy.kind === 'demo' ? busy.stations : null} />
        ) : (
          <div className={css.cards}>
            <DemoCard onStart={(stations) => start({ kind: 'demo', stations })} />
            <BranchCard onStart={(branchName) => start({ kind: 'branch', branchName })} />
          </div>
        )}
        {me.data ? <p className={css.folder}>{t('setup.folder', { folder: me.data.dataset.folder })}</p> : null}
      </div>
    </main>
  )
}

function DemoCard({ onStart }: { onStart: (stations: number) => void }) {
  const { t, locale } = useWords()
  const [stations, setStations] = useState(300)
  const name = useId()
  return (
    <section className={css.card} aria-labelledby={`${name}-title`}>
      <FlaskConical size={24} strokeWidth={1.5} className={css.icon} aria-hidden />
      <h2 id={`${name}-title`}>{t('setup.demo.title')}</h2>
      <p className={css.text}>{t('setup.demo.text')}</p>
      <fieldset className={css.sizes}>
        <legend className={css.legend}>{t('setup.demo.stations')}</legend>
        {SIZES.map((size) => (
          <label key={size.key} className={css.size}>
            <input type="radio" name={name} checked={stations === size.stations} onChange={() => setStations(size.stations)} />
            <span className={css.count}>{number(size.stations, locale)}</span>
            <span className={css.sizeText}>{t(`setup.demo.${size.key}`)}</span>
          </label>
        ))}
      </fieldset>
      <Button kind="primary" className={css.start} onClick={() => onStart(stations)}>
        {t('setup.demo.open')}
      </Button>
      <p className={css.note}>{t('setup.demo.note')}</p>
    </section>
  )
}

function BranchCard({ onStart }: { onStart: (name: string) => void }) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [asked, setAsked] = useState(false)
  const id = useId()
  const missing = name.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (!missing) onStart(name.trim())
  }
  return (
    <section className={css.card} aria-labelledby={id}>
      <Building2 size={24} strokeWidth={1.5} className={css.icon} aria-hidden />
      <h2 id={id}>{t('setup.branch.title')}</h2>
      <p className={css.text}>{t('setup.branch.text')}</p>
      <form className={css.form} onSubmit={submit} noValidate>
        <FieldRow>
          <Field
            label={t('setup.branch.name')}
            hint={t('setup.branch.nameHint')}
            error={asked && missing ? t('setup.branch.nameRequired') : null}
            required
          >
            <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          </Field>
        </FieldRow>
        <Button type="submit" className={css.start}>
          {t('setup.branch.open')}
        </Button>
      </form>
      <p className={css.note}>{t('setup.branch.backup')}</p>
    </section>
  )
}
