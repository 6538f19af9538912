/** The findings of one round, on its page. */
import { dayOf } from '../../../shared/format/time.ts'
import type { Checklist, Finding } from '../../../shared/model/inspection.ts'
import { useWords } from '../../app/i18n.ts'
import { useTenSeconds } from '../../app/now.ts'
import { Panel } from '../../components/Panel.tsx'
import { Badge, SeverityIcon } from '../../components/State.tsx'
import { DueDay } from './FindingsTab.tsx'
import { nameOf } from './names.ts'
import { itemsOf } from '../../../shared/model/answer.ts'
import css from './Form.module.css'

export function FindingList({ findings, checklist }: { findings: readonly Finding[]; checklist: Checklist }) {
  const { t, locale } = useWords()
  const today = dayOf(useTenSeconds())
  const items = new Map(itemsOf(checklist).map((item) => [item.id, item]))
  return (
    <Panel title={t('inspections.print.findings')} note={String(findings.length)} flush>
      <ul className={css.findings}>
        {findings.map((finding) => {
          const item = items.get(finding.itemId)
          return (
            <li key={finding.id}>
              <SeverityIcon severity={finding.severity} word />
              <span className={css.findingName}>
                <span className={css.strong}>{item ? nameOf(item, locale) : finding.itemId}</span>
                {finding.note === '' ? null : <span className="muted"> {finding.note}</span>}
              </span>
              <DueDay finding={finding} today={today} />
              <Badge tone={finding.state === 'open' ? 'accent' : 'plain'}>{t(`inspections.findings.${finding.state}`)}</Badge>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
