/** The identity of an alarm: object, rule, instance. The same fault seen twice has one key. */

export type AlarmObject = { readonly kind: 'device' | 'station'; readonly id: number } | { readonly kind: 'self' }

export function alarmKey(object: AlarmObject, ruleId: string, instance: string): string {
  const prefix = object.kind === 'self' ? 'self' : `${object.kind === 'device' ? 'd' : 's'}${object.id}`
  return `${prefix}|${ruleId}|${instance}`
}

/** Reads a key back; null where it is not one. */
export function parseAlarmKey(key: string): { object: AlarmObject; ruleId: string; instance: string } | null {
  const match = /^(self|[ds](\d+))\|([^|]*)\|(.*)$/s.exec(key)
  if (!match) return null
  const [, prefix = '', id, ruleId = '', instance = ''] = match
  const object: AlarmObject = prefix === 'self' ? { kind: 'self' } : { kind: prefix.startsWith('d') ? 'device' : 'station', id: Number(id) }
  return { object, ruleId, instance }
}
