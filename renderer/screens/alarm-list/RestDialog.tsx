/** What a deed could not be done to: alarms that somebody changed meanwhile, each with its present state and who did it, and those refused with the reason. */
import type { AlarmRow, AuditEntry } from '../../../shared/model/alarm.ts'
import { useRead } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { viewOf, type StationBook } from '../alarms/view.ts'
import { trailWord } from './AlarmTrail.tsx'
import { StateBadge } from './columns.tsx'
import { fit, type Deeds } from './deeds.ts'
import css from './Alarms.module.css'

const SHOWN = 8

export function RestDialog({ deeds, book }: { deeds: Deeds; book: StationBook }) {
  const { t } = useWords()
  const { rest, forget, run } = deeds
  if (rest === null) return null
  // As they are now the deed may already be done by the other person.
  const again = fit(
    rest.deed,
    rest.conflicts.map((row) => viewOf(row, book, t)),
  ).map((view) => view.alarm)
  return (
    <Dialog
      open
      onClose={forget}
      title={t('alarms.rest.title', { n: rest.conflicts.length + rest.refused.length })}
      description={rest.done > 0 ? t('alarms.rest.done', { n: rest.done }) : undefined}
      footer={
        <>
          {again.length > 0 ? (
            <Button
              onClick={() => {
                forget()
                run(rest.deed, again, rest.details).catch(toastFailure)
              }}
            >
              {t('alarms.rest.again', { n: again.length })}
            </Button>
          ) : null}
          <Button kind="primary" onClick={forget}>
            {t('alarms.rest.leave')}
          </Button>
        </>
      }
    >
      {rest.conflicts.length > 0 ? (
        <section>
          <h3>{t('alarms.rest.conflicts')}</h3>
          <ul className={css.rest}>
            {rest.conflicts.slice(0, SHOWN).map((row) => (
              <Conflict key={row.id} row={row} book={book} />
            ))}
            {rest.conflicts.length > SHOWN ? <li className="muted">{t('alarms.ackMore', { n: rest.conflicts.length - SHOWN })}</li> : null}
          </ul>
        </section>
      ) : null}
      {rest.refused.length > 0 ? (
        <section>
          <h3>{t('alarms.rest.refused')}</h3>
          <ul className={css.rest}>
            {rest.refused.slice(0, SHOWN).map(({ row, phrase }) => (
              <li key={row.id}>
                <What row={row} book={book} />
                <p>{phraseText(t, phrase)}</p>
              </li>
            ))}
            {rest.refused.length > SHOWN ? <li className="muted">{t('alarms.ackMore', { n: rest.refused.length - SHOWN })}</li> : null}
          </ul>
        </section>
      ) : null}
    </Dialog>
  )
}

function What({ row, book }: { row: AlarmRow; book: StationBook }) {
  const { t } = useWords()
  const view = viewOf(row, book, t)
  return (
    <span className={css.restWhat}>
      <SeverityIcon severity={row.severity} /> <strong>{view.title}</strong>
      <span className="muted">
        {view.code} {view.station}
      </span>
    </span>
  )
}

function Conflict({ row, book }: { row: AlarmRow; book: StationBook }) {
  const { t } = useWords()
  const trail = useRead('alarms.get', { id: row.id }).data?.trail ?? []
  const last = trail.reduce<AuditEntry | null>((newest, entry) => (newest === null || entry.at >= newest.at ? entry : newest), null)
  return (
    <li>
      <What row={row} book={book} />
      <p className={css.restHow}>
        <StateBadge view={viewOf(row, book, t)} />
        {row.assignedTo === null ? null : <span>{t('alarms.assignedTo', { who: row.assignedTo })}</span>}
        {last ? (
          <span className="muted">
            {trailWord(last.action, t)} · {last.actor} · <Age at={last.at} />
          </span>
        ) : null}
      </p>
    </li>
  )
}
