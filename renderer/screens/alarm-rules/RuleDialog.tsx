/** One alarm rule's form: threshold, hysteresis, holds, severity, and whether it counts as a risk. */
import { useState } from 'react'
import { metric } from '../../../shared/model/metric.ts'
import { SEVERITIES, type AlarmRule } from '../../../shared/model/alarm.ts'
import { useCommand } from '../../app/client.ts'
import { failureOf, phraseText, sentence } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Field, FieldRow, Input, Select, Switch } from '../../components/Form.tsx'
import { toast } from '../../components/Toast.tsx'
import { adviceOf } from '../alarms/view.ts'
import { conditionText, readRule, ruleTitle, textOfRule, type RuleText } from './rule-words.ts'
import { PreviewBox } from './PreviewBox.tsx'
import css from './Rules.module.css'

export function RuleDialog({ rule, onClose }: { rule: AlarmRule; onClose: () => void }) {
  const { t, locale } = useWords()
  const [text, setText] = useState<RuleText>(() => textOfRule(rule, locale))
  const [severity, setSeverity] = useState(rule.severity)
  const [enabled, setEnabled] = useState(rule.enabled)
  const [risk, setRisk] = useState(rule.risk)
  const [asked, setAsked] = useState(false)
  const save = useCommand('alarms.saveRule', { refresh: ['alarms.rules', 'rules.changed', 'rules.trail'] })
  const read = readRule({ ...rule, severity, enabled, risk }, text)
  const failure = save.error ? failureOf(save.error) : null
  const errorOf = (name: keyof RuleText): string | null => {
    const issue = failure?.issues.find((one) => one.path.split('.').at(-1) === name)
    if (issue) return phraseText(t, issue.phrase)
    const problem = !read.ok && asked ? read.problems[name] : undefined
    return problem ? t(problem.key, { ...problem.params }) : null
  }
  const submit = () => {
    setAsked(true)
    if (!read.ok) return
    save.mutate(read.rule, {
      onSuccess: () => {
        toast({ text: t('rules.saved', { name: ruleTitle(rule, t) }) })
        onClose()
      },
    })
  }
  const input = (name: keyof RuleText, label: string, unit: string, hint?: string) => (
    <Field label={label} hint={hint} error={errorOf(name)} required>
      <Input
        inputMode="decimal"
        value={text[name]}
        suffix={unit || undefined}
        onChange={(event) => setText((old) => ({ ...old, [name]: event.target.value }))}
      />
    </Field>
  )
  const { condition } = rule
  const above = condition.kind === 'threshold' && condition.direction === 'above'
  const polls = t('rules.polls')
  const seconds = t('rules.seconds')
  return (
    <Dialog
      open
      onClose={onClose}
      title={ruleTitle(rule, t)}
      description={condition.kind === 'threshold' ? (adviceOf(rule.id, t) ?? undefined) : conditionText(rule, t, locale)}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" busy={save.isPending} onClick={submit}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {condition.kind === 'threshold' ? (
        <FieldRow>
          {input('raise', t('rules.raise'), metric(condition.metric).unit)}
          {input('clear', t('rules.clear'), metric(condition.metric).unit, t(above ? 'rules.clearHelpAbove' : 'rules.clearHelpBelow'))}
        </FieldRow>
      ) : null}
      <FieldRow className={css.holds}>
        {input('raisePolls', `${t('rules.hold')} (${polls})`, '')}
        {input('raiseSeconds', `${t('rules.hold')} (${seconds})`, '')}
      </FieldRow>
      <FieldRow className={css.holds}>
        {input('clearPolls', `${t('rules.clearHold')} (${polls})`, '')}
        {input('clearSeconds', `${t('rules.clearHold')} (${seconds})`, '')}
      </FieldRow>
      <FieldRow>
        <Field label={t('rules.severity')}>
          <Select value={severity} onChange={(event) => setSeverity(SEVERITIES.find((one) => one === event.target.value) ?? rule.severity)}>
            {SEVERITIES.map((one) => (
              <option key={one} value={one}>
                {t(`common.severity.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </FieldRow>
      <div className={css.switches}>
        <Switch label={t('rules.enabled')} checked={enabled} onChange={(event) => setEnabled(event.target.checked)} />
        <Switch label={t('rules.risk')} title={t('rules.riskHelp')} checked={risk} onChange={(event) => setRisk(event.target.checked)} />
      </div>
      <PreviewBox proposal={read.ok ? { kind: 'rule', rule: read.rule } : null} />
      {failure && failure.issues.length === 0 ? (
        <p role="alert" className={css.problem}>
          {sentence(t, failure)}
        </p>
      ) : null}
    </Dialog>
  )
}
