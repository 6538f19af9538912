/** The channels that leave the machine, each by its kind. A new one is a file and a line here. */
import type { Outcome } from '../domain/notify/types.ts'
import { outcome } from './answer.ts'
import type { Sending } from './send.ts'
import { sendMail } from './smtp.ts'
import { sendSms } from './sms.ts'
import { sendSyslog } from './syslog.ts'
import { sendTelegram } from './telegram.ts'
import { sendWebhook } from './webhook.ts'

export async function send(sending: Sending): Promise<Outcome> {
  const { config, ...rest } = sending
  switch (config.kind) {
    case 'smtp':
      return sendMail({ ...rest, config })
    case 'webhook':
      return sendWebhook({ ...rest, config })
    case 'telegram':
      return sendTelegram({ ...rest, config })
    case 'sms':
      return sendSms({ ...rest, config })
    case 'syslog':
      return sendSyslog({ ...rest, config })
    default:
      // Screens are told by the console itself.
      return outcome('refused', 'other', config.kind)
  }
}
