/** What of the person's own files is left out: which file and line, and what to mend. */
import type { OutputOf } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { ToneIcon } from '../../components/State.tsx'
import css from './Profiles.module.css'

const SHOWN = 8

export function Issues({ issues }: { issues: OutputOf<'profiles.list'>['issues'] }) {
  const { t } = useWords()
  if (issues.length === 0) return null
  const files = new Set(issues.map(({ file }) => file)).size
  return (
    <section className={css.issues} aria-label={t('profiles.issues.title', { files })}>
      <ToneIcon tone="major" size={13} />
      <div>
        <p>
          <strong>{t('profiles.issues.title', { files })}</strong> {t('profiles.issues.text')}
        </p>
        <ul className={css.plain}>
          {issues.slice(0, SHOWN).map(({ file, line, phrase }) => (
            <li key={`${file}/${line}/${phrase.key}/${JSON.stringify(phrase.params)}`}>
              <strong>{t('profiles.issues.at', { file, line })}</strong> {phraseText(t, phrase)}
            </li>
          ))}
          {issues.length > SHOWN ? <li className="muted">{t('profiles.issues.more', { n: issues.length - SHOWN })}</li> : null}
        </ul>
      </div>
    </section>
  )
}
