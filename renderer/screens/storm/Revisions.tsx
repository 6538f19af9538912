/** What was sent out for an hour, with who, when, its hash, and what each revision changed. */
import { moment } from '../../../shared/format/time.ts'
import type { OutputOf } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Panel } from '../../components/Panel.tsx'
import { Changes } from './Changes.tsx'
import css from './Storm.module.css'

export function Revisions({ view }: { view: OutputOf<'bulletin.at'> }) {
  const { t, locale } = useWords()
  return (
    <Panel title={t('bulletin.screen.revisions')}>
      {view.issued.length === 0 ? (
        <p className="muted">{t('bulletin.screen.noRevisions')}</p>
      ) : (
        <ul className={css.revisions}>
          {view.issued.map((one) => (
            <li key={one.revision}>
              <p>
                <strong>{t('bulletin.screen.revision', { n: one.revision })}</strong> · {moment(one.issuedAt, locale)} · {one.issuedBy}
              </p>
              <p className="muted">
                <span className="mono">{t('bulletin.screen.hash', { hash: one.sha256.slice(0, 16) })}</span>
              </p>
              {one.changes.length === 0 ? (
                <p className="muted">{t('bulletin.screen.first')}</p>
              ) : (
                <Changes changes={one.changes} communes={view.content.communes} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
