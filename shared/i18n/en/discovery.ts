/** English: finding devices on the network, and devices that were replaced. */
import type { discoveryErrors as viErrors } from '../vi/discovery.ts'
import type { SameKeys } from '../keys.ts'

export const discoveryErrors: SameKeys<typeof viErrors> = {
  unreadable: '“{{text}}” is not understood. Write 10.1.2.0/24, 10.1.2.10-40 or 10.1.2.10-10.1.2.40, one address, or a host name.',
  prefix: '“{{text}}”: the prefix length must be 0 to {{most}}.',
  prefixSix: '“{{text}}”: for IPv6 the prefix must be /{{least}} or longer; a shorter one has too many addresses.',
  reversed: '“{{text}}”: the last address lies before the first.',
  nothing: 'There is no address to scan yet. Enter ranges or a list.',
  tooMany:
    '{{addresses}} addresses are too many for one scan (about {{hours}} hours at {{rate}} packets a second). Split it into ranges of at most {{most}} addresses.',
  confirm:
    'This scans {{addresses}} addresses with at most {{packets}} packets, about {{minutes}} minutes at {{rate}} packets a second. Confirm to start.',
  running: 'Another scan is running. Wait for it or cancel it first.',
  stage: 'The scan is in another state by now. Look again and retry.',
  gone: 'This result is gone; another scan took its place.',
  known: 'This address is already the device {{name}}.',
  noCredential: 'No credential opens this device yet. Add the right SNMP credential and scan again.',
  listHost: 'Line {{line}} of the list: “{{text}}” is neither an address nor a host name.',
  listPort: 'Line {{line}} of the list: port “{{text}}” must be 1 to 65535.',
  listCredential: 'Line {{line}} of the list: there is no SNMP credential named “{{text}}”.',
  planSubnet: 'Line {{line}} of the address plan: “{{text}}” is not a subnet such as 10.1.2.0/24.',
  planStation: 'Line {{line}} of the address plan: the station code is missing.',
}
