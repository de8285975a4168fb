import type { ErrorEntry } from './entry.ts';

/** Why an action of recovery is not carried out. */
export const recoveryErrors = {
  E501: {
    title: 'What would carry the action out does not answer',
    meaning: 'The engine, cluster or service behind an actuator was not reached, or not in time. Nothing was done.',
    advice:
      'Check the address of the actuator, the network between, and whether it runs; `timeout` of the actuator where it is slow.',
    kind: 'unreachable',
  },
  E502: {
    title: 'No actuator can do this step',
    meaning: 'There is no actuator of the name, or it is of a kind that cannot do this to this node, or take it back.',
    advice:
      'Describe it under `recovery.actuators`, name another one in `by`, or give it `revert` (docs/actuators.md says who can do what).',
    kind: 'invalid',
    findings: ['unknown-actuator', 'unable-actuator'],
  },
  E503: {
    title: 'An actuator lacks what it needs for this node',
    meaning:
      'An endpoint, workload, input or parameter is missing, has another form, or nothing stands for a placeholder.',
    advice: 'Correct the actuator in linchpin.yaml, or the step of the recovery in the model, as the message says.',
    kind: 'invalid',
  },
  E504: {
    title: 'What was asked to act said no',
    meaning:
      'The engine, cluster, service, script or program ran into an error of its own, which stands in the message.',
    advice: 'See what it says there, and its log; rights of the token are a frequent reason.',
    kind: 'refused',
  },
  E505: {
    title: 'Something else answers at the address of an actuator',
    meaning: 'What answers is no container engine, or no API of Kubernetes.',
    advice: 'Check the address and the port of the actuator.',
    kind: 'refused',
  },
  E506: {
    title: 'What is there is not what was judged',
    meaning:
      'The replicas, the strategy, the version or the container are others than those the action was decided for, so nothing was done.',
    advice: 'See who changes it at the same time. It is judged anew with the next cycles.',
    kind: 'refused',
  },
  E507: {
    title: 'A name is not safe to hand on',
    meaning: 'What stands for a placeholder could be taken for more than a name, so nobody was asked.',
    advice: 'See where this name comes from; names may have letters, digits, _ . @ + / and -, and begin with no -.',
    kind: 'refused',
  },
  E508: {
    title: 'An address is not allowed',
    meaning: 'With its placeholders filled in the address is not among `allow` of the actuator. Nothing was sent.',
    advice: 'Add its origin to `allow` where it is right; otherwise see what filled it in.',
    kind: 'refused',
  },
  E509: {
    title: 'A program could not be started',
    meaning: 'It is not there, or the user of Linchpin may not run it or enter its folder.',
    advice: 'Try it as that user: sudo -u linchpin PROGRAM. Mind what the hardened systemd unit hides.',
    kind: 'invalid',
  },
  E510: {
    title: 'Scripts of this Zabbix need a session',
    meaning: 'This version of Zabbix runs no scripts for who comes with an API token.',
    advice: 'Give `zabbix` a `user` and `password` in the place of the token, or use another actuator.',
    kind: 'invalid',
  },
  E511: {
    title: 'A script of Zabbix cannot be run',
    meaning:
      'Zabbix shows no such script or host to the user of Linchpin, or the script is not one that is run on a host by hand.',
    advice:
      'See the script in Zabbix (scope "Manual host action"), its user group, and the rights of the user of Linchpin.',
    kind: 'refused',
  },
} as const satisfies Readonly<Record<`E5${number}`, ErrorEntry>>;
