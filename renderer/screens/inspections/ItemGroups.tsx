/** The groups of a checklist as panels, with a list of groups to jump to and how far each is. */
import type { Checklist, LiveReading } from '../../../shared/model/inspection.ts'
import { CheckCheck } from 'lucide-react'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ToneIcon } from '../../components/State.tsx'
import type { AnswerChange, Answers } from './draft.ts'
import { ItemField } from './ItemField.tsx'
import { nameOf } from './names.ts'
import { progressOf } from './result.ts'
import css from './Form.module.css'

export type ItemGroupsProps = {
  checklist: Checklist
  answers: Answers
  live: Readonly<Record<string, LiveReading>>
  today: string
  readOnly: boolean
  onChange: (itemId: string, by: AnswerChange) => void
}

const groupAnchor = (id: string) => `group-${id}`

export function ItemGroups(props: ItemGroupsProps) {
  const { t, locale } = useWords()
  const { checklist, answers, today } = props
  return (
    <div className={css.layout}>
      <nav className={css.nav} aria-label={t('inspections.form.jump')}>
        <ul>
          {checklist.groups.map((group) => {
            const progress = progressOf(group.items, answers, today)
            const tone = progress.failed.length > 0 ? 'critical' : progress.done === progress.total ? 'ok' : 'unknown'
            return (
              <li key={group.id}>
                <button type="button" onClick={() => document.getElementById(groupAnchor(group.id))?.scrollIntoView({ block: 'start' })}>
                  <ToneIcon tone={tone} size={10} />
                  <span className={css.navName}>{nameOf(group, locale)}</span>
                  <span className={css.navCount}>
                    {t('inspections.form.progressGroup', { done: progress.done, total: progress.total })}
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
      </nav>
      <div className={css.groups}>
        {checklist.groups.map((group) => (
          <div key={group.id} id={groupAnchor(group.id)} className={css.group}>
            <Group {...props} group={group} />
          </div>
        ))}
      </div>
    </div>
  )
}

function Group({ group, answers, live, today, readOnly, onChange }: ItemGroupsProps & { group: Checklist['groups'][number] }) {
  const { t, locale } = useWords()
  const progress = progressOf(group.items, answers, today)
  const open = progress.unanswered.filter((item) => item.kind === 'check')
  return (
    <Panel
      title={nameOf(group, locale)}
      note={t('inspections.form.progressGroup', { done: progress.done, total: progress.total })}
      flush
      actions={
        !readOnly && open.length > 0 ? (
          <Button
            size="small"
            kind="quiet"
            icon={CheckCheck}
            aria-label={`${t('inspections.form.groupAllPass')}: ${nameOf(group, locale)}`}
            onClick={() => {
              for (const item of open) onChange(item.id, { result: 'pass' })
            }}
          >
            {t('inspections.form.groupAllPass')}
          </Button>
        ) : null
      }
    >
      {group.items.map((item) => (
        <ItemField
          key={item.id}
          item={item}
          answer={answers.get(item.id)}
          live={live[item.id]}
          today={today}
          readOnly={readOnly}
          onChange={onChange}
        />
      ))}
    </Panel>
  )
}
