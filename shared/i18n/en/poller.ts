/** English: poller health: whether the console itself keeps up. */
import type { poller as vi } from '../vi/poller.ts'
import type { SameKeys } from '../keys.ts'

export const poller: SameKeys<typeof vi> = {
  hour: 'The last hour, by the minute',
  firstMinute: 'The charts begin after the first minute of polling.',
  verdict: {
    idle: { answer: 'Nothing to poll yet.', text: 'Polling begins when a device is added or a list of devices is imported.' },
    starting: {
      answer: 'The first cycle is under way.',
      text: '{{devices}} devices are asked in turn; the verdict comes after the first minute.',
    },
    well: { answer: 'Keeping up.', text: 'All {{devices}} devices are polled on time; {{answering}} answer.' },
    hiccup: {
      answer: 'Keeping up, with a hiccup.',
      text: '{{missed}} polls came late in the last {{minutes}} min. If that repeats, close other programs on this computer.',
    },
    late: {
      answer: 'Not keeping up.',
      text: '{{missed}} polls came late in the last {{minutes}} min. The computer is overloaded or the interval too short: lengthen the interval in Settings or use a faster computer.',
    },
    slowCycle: {
      answer: 'The cycle is too long.',
      text: 'The last cycle took {{cycle}} s, longer than the interval of {{interval}} s. Lengthen the interval or shorten the timeout in Settings.',
    },
    queue: {
      answer: 'The queue is long.',
      text: '{{waiting}} devices are due and wait for their turn. Usually many devices answer slowly: see the slowest below.',
    },
    lost: {
      answer: 'Keeping up, but the computer lost datagrams.',
      text: 'The operating system dropped {{lost}} replies because the buffer was full. See below how to enlarge it.',
    },
    still: {
      answer: 'Keeping up, but it stood still at times.',
      text: 'The polling thread had to wait {{ms}} ms once. Usually a slow disk, or the computer is busy with something else.',
    },
  },
  figure: {
    cycle: 'Last cycle',
    inFlight: 'In flight',
    waiting: 'Waiting',
    timeouts: 'Timeouts',
    missed: 'Missed slots',
    dropped: 'Dropped',
    lost: 'Lost in full buffers',
    loop: 'Loop delay',
  },
  note: {
    cycle: 'spread over {{interval}} s',
    inFlight: 'requests at this moment',
    waiting: '{{dead}} in the lane of the silent',
    hour: 'in the last hour',
    start: 'since the start',
    unsaid: 'the system does not say',
    loop: 'p99 of the last minute, most {{max}}',
  },
  chart: {
    polls: 'Polls a minute',
    response: 'Response time',
    inFlight: 'Requests at once, at most',
    dropped: 'Dropped datagrams a minute',
  },
  line: {
    polls: 'Polls',
    timeouts: 'Timeouts',
    missed: 'Missed',
    p50: 'Median',
    p95: '95 % are faster',
    inFlight: 'At once',
    dropped: 'Dropped',
  },
  sockets: {
    title: 'Sockets',
    none: 'No socket is open: there is no device to poll.',
    family: 'Family',
    port: 'UDP port',
    buffer: 'Receive buffer',
    lost: 'Lost when full',
    unsent: 'Failed sends',
    fine: 'The buffers suffice.',
    advice:
      'The receive buffer is too small for so many devices: replies that come all at once may be lost. On Linux, run this command and start the program again:',
    copy: 'Copy the command',
  },
  drops: { title: 'Dropped datagrams and why', reason: 'Reason', count: 'Datagrams' },
  drop: {
    unasked: {
      name: 'Answers no question',
      means: 'The reply came too late or twice. If there are many, lengthen the timeout in Settings.',
    },
    stranger: {
      name: 'From an address that was not asked',
      means:
        'Another computer sent it, or a device answers from another address: then switch on “Accept replies from another address or port” when editing the device.',
    },
    garbage: { name: 'Not SNMP', means: 'Damaged data, or another service on that port. Check the device’s port.' },
    version: { name: 'Another SNMP version', means: 'The reply has another version than the question. Check the device’s credential.' },
    level: {
      name: 'Below the chosen security level',
      means: 'An SNMPv3 reply without the authentication or encryption asked for. It may be forged: check the user on the device.',
    },
    principal: {
      name: 'Another community or user',
      means: 'The reply names another principal than the question. Check the device’s credential.',
    },
    contained: {
      name: 'Fault while reading it',
      means: 'The datagram made the decoder fail and was contained. If the count keeps growing, send the log to your administrator.',
    },
  },
  worst: {
    slowest: 'Slowest to answer',
    failing: 'Most failures in a row',
    all: 'See all',
    noneSlow: 'No device has answered yet.',
    noneFailing: 'No device is failing.',
    failures: '{{n}} ·',
  },
}
