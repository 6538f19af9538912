/** English: incidents: what happened and what to do, in one sentence. */
import type { incident as vi } from '../vi/incident.ts'
import type { SameKeys } from '../keys.ts'

export const incident: SameKeys<typeof vi> = {
  title: {
    mains: 'Mains lost at {{code}}: watch the battery and get a genset ready.',
    mainsMany: 'Mains lost at {{code}}, {{n}} more stations with it: watch the battery and take a genset to {{code}} first.',
    feeder:
      'Feeder {{name}} has lost power, {{n}} stations: ask the power company when it returns, and send gensets by minutes of battery left.',
    place:
      'Mains lost all over {{name}}, {{n}} stations: ask the power company when it returns, and send gensets by minutes of battery left.',
    backhaul: '{{code}} does not answer: check its power and its transmission, and send somebody if it cannot be called.',
    backhaulMany: '{{code}} does not answer and {{n}} stations behind it are cut off: mend {{code}} first.',
    link: 'The link to {{code}} is failing or cut: check the received level, rain and the antennas at both ends.',
    linkMany:
      'The link to {{code}} is failing or cut, with {{n}} stations behind it: check the received level, rain and the antennas at both ends.',
    isolated: 'This console has lost its way to the network and judges no station: check the branch’s uplink.',
    alarm: '{{code}}: $t(rule.{{rule}}.title). $t(rule.{{rule}}.advice)',
    trap: '{{code}}: $t(rule.{{rule}}.title). Open the alarm to see what the device said.',
  },
}
