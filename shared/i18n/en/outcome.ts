/** English: how an exchange with a device ended, what it means and what to do. */
import type { outcome as vi } from '../vi/outcome.ts'
import type { SameKeys } from '../keys.ts'

export const outcome: SameKeys<typeof vi> = {
  ok: 'The device answered in full.',
  timeout:
    '{{host}}:{{port}} did not answer. The device may be without power or transmission, behind a firewall, or the community may be wrong (agents stay silent then). Check the address and the community, and that the device allows this computer.',
  timeoutUser:
    '{{host}}:{{port}} did not answer. The device may be without power or transmission, behind a firewall, or without SNMPv3. Check the address and the SNMP version, and that the device allows this computer.',
  refused: '{{host}} is there, but nothing listens on port {{port}}. Turn SNMP on at the device, or correct the port.',
  auth: 'The device rejected the SNMPv3 user, its keys or its security level. Check the user name, the authentication protocol and key, and the privacy protocol and key.',
  unresolved: 'The host name {{host}} has no address. Check its spelling and the DNS server, or enter an IP address.',
  tooBig: 'The device says that even one value is too big for an answer. Update its software, or choose another profile.',
  malformed:
    '{{host}}:{{port}} sent something that is not valid SNMP. Another service may be using this port. Check the port and the SNMP version.',
  agentError:
    'The device answered, but reports an error of its own when reading values. Try again; if it stays, restart the SNMP agent of the device.',
  internal: 'The console failed while asking {{host}}:{{port}}. Try again; if it happens again, send the log to the administrator.',
}
