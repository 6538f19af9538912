/** English: problems that only traps tell. */
import type { trapProblem as vi } from '../vi/trapProblem.ts'
import type { SameKeys } from '../keys.ts'

export const trapProblem: SameKeys<typeof vi> = {
  'power-system': 'Power system alarm',
  'rectifier-abnormal': 'Rectifier abnormal',
  'battery-loop': 'Battery circuit open',
  'battery-disconnected': 'Battery disconnected for low voltage',
  'battery-overcurrent': 'Battery charged with too much current',
  'battery-alarm': 'Battery alarm',
  'load-alarm': 'DC load alarm',
  'load-disconnected': 'Load disconnected for low voltage',
  'load-fuse': 'Load fuse blown',
  'mains-alarm': 'Mains alarm',
  'mains-voltage': 'Mains voltage out of limits',
  'dc-voltage': 'DC voltage out of limits',
  'ups-test': 'UPS battery test completed',
  'ups-test-failed': 'UPS self-test failed',
  'ups-alarm': 'UPS alarm',
  'ups-communication': 'Network card has lost the UPS',
  'ups-overload': 'UPS overloaded',
  'ups-off': 'UPS turned off',
  'ups-restart': 'UPS restarts',
  'cold-start': 'Equipment restarted',
  'warm-start': 'Equipment restarted its software',
  'wrong-community': 'SNMP request with wrong credentials',
}
