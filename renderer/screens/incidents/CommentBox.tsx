/** A line into the story of an incident: who was called, what is being done. */
import { MessageSquarePlus } from 'lucide-react'
import { useState } from 'react'
import { useCommand } from '../../app/client.ts'
import { failureOf, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Field, TextArea } from '../../components/Form.tsx'
import { showIncidents } from './deeds.ts'
import css from './Incidents.module.css'

export function CommentBox({ id }: { id: number }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const comment = useCommand('incidents.comment', { onDone: (incident) => showIncidents([incident]) })
  const send = () => {
    if (text.trim() !== '') comment.mutate({ id, comment: text.trim() }, { onSuccess: () => setText('') })
  }
  return (
    <form
      className={css.comment}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Field label={t('alarms.comment')} error={comment.error ? sentence(t, failureOf(comment.error)) : null}>
        <TextArea
          rows={2}
          value={text}
          maxLength={2000}
          placeholder={t('alarms.commentHint')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
          }}
        />
      </Field>
      <Button type="submit" icon={MessageSquarePlus} busy={comment.isPending} disabled={text.trim() === ''}>
        {t('alarms.addComment')}
      </Button>
    </form>
  )
}
