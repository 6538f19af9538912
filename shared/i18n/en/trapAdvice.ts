/** English: what to do about problems that only traps tell. */
import type { trapProblem } from '../vi/trapProblem.ts'
import type { SameKeys } from '../keys.ts'

export const trapAdvice: SameKeys<typeof trapProblem> = {
  'power-system': 'Open the management page of the power system to see which alarm it is; check rectifiers, battery and mains.',
  'rectifier-abnormal': 'Look at the lamps of the rectifier modules, reseat or replace the module; watch the load that is left.',
  'battery-loop': 'Check links, fuse and breaker of the battery now: losing mains now means losing the station.',
  'battery-disconnected':
    'The battery is empty and was cut off to protect it. Restore mains or bring a genset; check the battery after recharging.',
  'battery-overcurrent':
    'Check the charge current limit of the power system and the battery temperature; lower the current if cells are hot or swollen.',
  'battery-alarm': 'Measure voltage and temperature of each block, check the links; see the details on the power system.',
  'load-alarm': 'Check the DC branches: breakers, fuses, and whether a load draws too much.',
  'load-disconnected': 'Loads were cut off for low voltage and users are losing service. Restore mains or bring a genset now.',
  'load-fuse': 'Find the branch with the blown fuse and mend the short before fitting a fuse of the right rating.',
  'mains-alarm': 'Check the main breaker, surge arresters and each phase; ask the power company about planned outages.',
  'mains-voltage':
    'Measure each phase at the cabinet; tell the power company if it lasts, and consider the genset to protect the equipment.',
  'dc-voltage': 'Check charge settings, rectifiers and battery; a low voltage means that the station will soon lose power.',
  'ups-test': 'Nothing to mend. Read the result of the battery test on the UPS and note it in the station record.',
  'ups-test-failed': 'The UPS battery may no longer carry the load. Test again, then check and plan its replacement.',
  'ups-alarm': 'Open the management page of the UPS to see which alarm it is; check input, load and battery.',
  'ups-communication': 'Check the cable between UPS and network card and restart the card; until then the state of the UPS is not known.',
  'ups-overload': 'Take loads of low priority off the UPS, or it will go to bypass or turn off.',
  'ups-off': 'The load of the UPS has lost power. Ask whether somebody turned it off on purpose; if not, send somebody to turn it on.',
  'ups-restart': 'The UPS has just restarted. Check its input and its log for the reason.',
  'cold-start': 'The equipment lost power or was turned on again. If nobody is working there, check what powers it.',
  'warm-start': 'The software of the equipment restarted. If that happens again and again, read its log and check its version.',
  'wrong-community': 'Somebody asks the equipment with wrong credentials. Find the sender in its log; mend the configuration or block it.',
}
