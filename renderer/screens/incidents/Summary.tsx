/** The summary of an incident on A4: first as a preview with the lessons to write, then on paper. */
import { ArrowLeft, Printer, Save } from 'lucide-react'
import { useState } from 'react'
import { useCommand, useRead } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { useSecond } from '../../app/now.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Field, TextArea } from '../../components/Form.tsx'
import { Page } from '../../components/Page.tsx'
import type { StationBook } from '../alarms/view.ts'
import { Printed } from '../reports/Printed.tsx'
import { useMay } from '../settings/may.ts'
import { showIncidents } from './deeds.ts'
import { lessonsOf, type Detail } from './story.ts'
import { SummarySheet } from './SummarySheet.tsx'
import css from './Sheet.module.css'

export function Summary({ detail, book }: { detail: Detail; book: StationBook }) {
  const { t } = useWords()
  const me = useRead('session.me').data
  const may = useMay('technician')
  const saved = lessonsOf(detail.timeline)
  const [lessons, setLessons] = useState(saved)
  const comment = useCommand('incidents.comment', { onDone: (incident) => showIncidents([incident]) })
  const { id } = detail.incident
  // Printed minutes go by the minute: the sheet need not be made anew each second.
  const now = Math.floor(useSecond() / 60_000) * 60_000
  const sheet = (
    <SummarySheet
      detail={detail}
      book={book}
      branch={me?.dataset.branchName ?? ''}
      by={me?.name ?? ''}
      lessons={lessons.trim()}
      now={now}
    />
  )
  return (
    <Page
      title={t('incidents.sheet.title', { id })}
      actions={
        <>
          <LinkButton href={`/alarms/incidents/${id}`} kind="quiet" icon={ArrowLeft}>
            {t('alarms.incidentNumber', { id })}
          </LinkButton>
          <Button kind="primary" icon={Printer} onClick={() => print()}>
            {t('incidents.sheet.print')}
          </Button>
        </>
      }
    >
      {may ? (
        <form
          className={css.lessons}
          onSubmit={(event) => {
            event.preventDefault()
            comment.mutate({ id, comment: `${t('incidents.sheet.lessons')}: ${lessons.trim()}` })
          }}
        >
          <Field
            label={t('incidents.sheet.lessons')}
            hint={t('incidents.sheet.lessonsHint')}
            error={comment.error ? sentence(t, failureOf(comment.error)) : null}
          >
            <TextArea rows={3} value={lessons} maxLength={1900} onChange={(event) => setLessons(event.target.value)} />
          </Field>
          <Button type="submit" icon={Save} busy={comment.isPending} disabled={lessons.trim() === '' || lessons.trim() === saved}>
            {t('common.save')}
          </Button>
        </form>
      ) : null}
      <div className={css.preview}>{sheet}</div>
      <Printed>{sheet}</Printed>
    </Page>
  )
}
