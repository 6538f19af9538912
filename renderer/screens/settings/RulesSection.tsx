/** The alarm rules: each in words, switched on or off in place, edited, or put back as shipped. */
import { useMemo, useState } from 'react'
import { RotateCcw } from 'lucide-react'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import type { AlarmRule } from '../../../shared/model/alarm.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { SearchBox } from '../../components/Filters.tsx'
import { Switch } from '../../components/Form.tsx'
import { Panel } from '../../components/Panel.tsx'
import { SeverityIcon } from '../../components/State.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { severityRank } from '../alarms/view.ts'
import { useMay } from './may.ts'
import { RuleDialog } from './RuleDialog.tsx'
import { conditionText, holdText, ruleTitle } from './rule-words.ts'
import css from './Settings.module.css'

export function RulesSection() {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('engineer')
  const rules = useRead('alarms.rules')
  const [editing, setEditing] = useState<AlarmRule | null>(null)
  const [resetting, setResetting] = useState<AlarmRule | null>(null)
  const save = useCommand('alarms.saveRule', { refresh: ['alarms.rules'] })
  const reset = useCommand('alarms.resetRule', { refresh: ['alarms.rules'] })
  const text = params.get('q') ?? ''
  const rows = useMemo(() => {
    const words = wordsOf(text)
    return (rules.data ?? [])
      .map((rule) => ({ rule, title: ruleTitle(rule, t), condition: conditionText(rule, t, locale) }))
      .filter((row) => matches(fold(`${row.title} ${row.condition} ${row.rule.id}`), words))
      .sort((a, b) => severityRank(a.rule.severity) - severityRank(b.rule.severity))
  }, [rules.data, text, t, locale])
  const turn = (rule: AlarmRule, enabled: boolean) =>
    save.mutate(
      { ...rule, enabled },
      {
        onSuccess: () =>
          toast({
            text: t(enabled ? 'settings.rules.turnedOn' : 'settings.rules.turnedOff', { name: ruleTitle(rule, t) }),
            undo: () => save.mutateAsync(rule),
          }),
        onError: toastFailure,
      },
    )
  return (
    <>
      <div className={css.toolbar}>
        <SearchBox value={text} onChange={(q) => params.set({ q: q === '' ? null : q })} label={t('settings.rules.search')} />
      </div>
      <Await of={rules} lines={10}>
        {() =>
          rows.length === 0 ? (
            <EmptyState>{t('settings.rules.empty')}</EmptyState>
          ) : (
            <Panel flush>
              <table className={`${css.list} ${css.rules}`}>
                <thead>
                  <tr>
                    <th scope="col">{t('settings.rules.enabled')}</th>
                    <th scope="col">{t('settings.rules.name')}</th>
                    <th scope="col">{t('settings.rules.severity')}</th>
                    <th scope="col">{t('settings.rules.hold')}</th>
                    <th scope="col">{t('settings.rules.clearHold')}</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ rule, title, condition }) => (
                    <tr key={rule.id} data-off={!rule.enabled || undefined}>
                      <td>
                        <Switch
                          label={title}
                          hideLabel
                          checked={rule.enabled}
                          disabled={!may || save.isPending}
                          onChange={(event) => turn(rule, event.target.checked)}
                        />
                      </td>
                      <th scope="row">
                        {title}
                        <span className={css.sub}>{condition}</span>
                      </th>
                      <td>
                        <SeverityIcon severity={rule.severity} word />
                      </td>
                      <td>{holdText(rule.raiseHold, t)}</td>
                      <td>{holdText(rule.clearHold, t)}</td>
                      <td>
                        {may ? (
                          <span className={css.rowActions}>
                            <Button size="small" onClick={() => setEditing(rule)} aria-label={`${t('common.edit')}: ${title}`}>
                              {t('common.edit')}
                            </Button>
                            <IconButton
                              size="small"
                              icon={RotateCcw}
                              label={`${t('settings.action.reset')}: ${title}`}
                              title={t('settings.action.reset')}
                              onClick={() => setResetting(rule)}
                            />
                          </span>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          )
        }
      </Await>
      {editing ? <RuleDialog rule={editing} onClose={() => setEditing(null)} /> : null}
      <ConfirmDialog
        open={resetting !== null}
        onClose={() => setResetting(null)}
        title={t('settings.rules.resetTitle', { name: resetting ? ruleTitle(resetting, t) : '' })}
        verb={t('settings.action.reset')}
        onConfirm={async () => {
          if (!resetting) return
          const before = resetting
          await reset.mutateAsync({ id: before.id })
          toast({ text: t('settings.rules.reset', { name: ruleTitle(before, t) }), undo: () => save.mutateAsync(before) })
        }}
      >
        <p>{t('settings.rules.resetText')}</p>
      </ConfirmDialog>
    </>
  )
}
