/** What a new channel begins with, by its kind. */
import type { ChannelConfig, ChannelInput, ChannelKind, ConfigOf } from '../../../shared/model/channel.ts'

/** Kinds that a person adds; the two for screens are there from the start. */
export const NEW_KINDS = ['smtp', 'webhook', 'telegram', 'sms', 'syslog'] as const

const CONFIGS: { [K in ChannelKind]: ConfigOf<K> } = {
  desktop: { kind: 'desktop' },
  sound: { kind: 'sound' },
  smtp: { kind: 'smtp', host: '', port: 587, security: 'required', verify: true, user: '', from: '', fromName: 'Branchwatch' },
  webhook: { kind: 'webhook', url: '', verify: true },
  telegram: { kind: 'telegram', baseUrl: 'https://api.telegram.org', verify: true },
  sms: {
    kind: 'sms',
    url: '',
    verify: true,
    method: 'POST',
    encoding: 'form',
    fields: [
      { name: 'to', value: '{{to}}' },
      { name: 'text', value: '{{text}}' },
      { name: 'key', value: '{{secret}}' },
    ],
    headers: [],
    success: '',
    letters: 'plain',
  },
  syslog: { kind: 'syslog', host: '', port: 514, transport: 'udp', facility: 16 },
}

export function blankChannel(kind: ChannelKind): ChannelInput {
  const config: ChannelConfig = CONFIGS[kind]
  return { name: '', enabled: true, perMinute: kind === 'sms' || kind === 'telegram' ? 20 : 60, digest: kind !== 'syslog', config }
}

/** Fields or headers as lines `name=value`, and back. */
export const linesOf = (list: readonly { name: string; value: string }[]): string =>
  list.map(({ name, value }) => `${name}=${value}`).join('\n')
export function fieldsOf(text: string): { name: string; value: string }[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const at = line.indexOf('=')
      return at < 0 ? { name: line.trim(), value: '' } : { name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }
    })
}
