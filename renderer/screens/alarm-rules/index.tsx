/** Alarms, rules: when a measurement becomes an alarm, what stands differently where, and what to do then. */
import { useDeferredValue, useMemo } from 'react'
import { BellRing } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { wordsOf } from '../../../shared/format/text.ts'
import { useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { EmptyState, ErrorState, Loading } from '../../components/Blank.tsx'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { ClearFilters, FilterChips, SearchBox } from '../../components/Filters.tsx'
import { Page } from '../../components/Page.tsx'
import { AlarmTabs } from '../alarms/AlarmTabs.tsx'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { cardOf, ruleColumns } from './columns.tsx'
import { RulePanel } from './RulePanel.tsx'
import { isShown, NARROW, viewsOf } from './view.ts'
import css from './Rules.module.css'

const CARD = 84
const NO_FILTER = { q: null, only: null }

export default function AlarmRulesScreen() {
  const { t, locale } = useWords()
  const params = useParams()
  const rules = useRead('alarms.rules')
  const overrides = useRead('rules.overrides')
  const runbooks = useRead('rules.runbooks')
  const changed = useRead('rules.changed')
  const text = params.get('q') ?? ''
  const asked = useDeferredValue(text)
  const only = params.list('only')
  const views = useMemo(
    () => viewsOf(rules.data ?? [], overrides.data ?? [], runbooks.data ?? [], new Set(changed.data), t, locale),
    [rules.data, overrides.data, runbooks.data, changed.data, t, locale],
  )
  const shown = useMemo(() => {
    const words = wordsOf(asked)
    const narrow = params.list('only')
    return views.filter((view) => isShown(view, words, narrow))
  }, [views, asked, params])
  const columns = useMemo(() => ruleColumns(t), [t])
  const current = params.get('rule')
  const open = current === null ? undefined : views.find(({ rule }) => rule.id === current)
  const body = () => {
    if (rules.error && !rules.data) return <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
    if (!rules.data) return <Loading lines={10} />
    return (
      <DataTable
        id="alarm-rules"
        label={t('rules.label')}
        rows={shown}
        columns={columns}
        rowKey={(view) => view.rule.id}
        sort={readSort(params.get('sort')) ?? { id: 'area', desc: false }}
        onSort={(next) => params.set({ sort: writeSort(next) })}
        question={`${asked}|${only.join()}`}
        current={current}
        onCurrent={(key) => params.set({ rule: key })}
        tone={(view) => (view.rule.enabled ? undefined : 'dim')}
        card={cardOf}
        cardHeight={CARD}
        empty={
          <EmptyState
            icon={BellRing}
            hint={t('rules.emptyHint')}
            action={<Button onClick={() => params.set(NO_FILTER)}>{t('common.clearFilters')}</Button>}
          >
            {t('rules.empty')}
          </EmptyState>
        }
        summary={t('rules.count', { n: number(shown.length, locale) })}
      />
    )
  }
  return (
    <Page
      title={t('alarms.title')}
      fill
      filters={<AlarmTabs at="rules" />}
      side={open ? <RulePanel key={open.rule.id} view={open} onClose={() => params.set({ rule: null })} /> : undefined}
    >
      <p className="muted">{t('rules.lead')}</p>
      <div className={css.toolbar}>
        <SearchBox value={text} onChange={(q) => params.set({ q: q === '' ? null : q })} label={t('rules.search')} />
        <FilterChips
          label={t('rules.filter.label')}
          chips={NARROW.map((value) => ({
            value,
            label: t(`rules.filter.${value}`),
            count: number(views.filter((view) => isShown(view, [], [value])).length, locale),
          }))}
          value={NARROW.filter((one) => only.includes(one))}
          onChange={(next) => params.set({ only: next })}
        />
        {text !== '' || only.length > 0 ? <ClearFilters onClear={() => params.set(NO_FILTER)} /> : null}
      </div>
      {body()}
    </Page>
  )
}
