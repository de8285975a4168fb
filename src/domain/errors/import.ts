import type { ErrorEntry } from './entry.ts';

/** What is in the way of import, init and calibrate. */
export const importErrors = {
  E601: {
    title: 'A file to import cannot be read',
    meaning: 'It is not there, may not be read, or is longer than what is taken.',
    advice: 'Check its name and permissions; split what is too long, or give YAML as JSON.',
    kind: 'invalid',
    findings: ['too-long'],
  },
  E602: {
    title: 'Nobody can say what a file to import is',
    meaning: 'It is no valid JSON, is empty, or has nothing by which a format is known.',
    advice:
      'Say what it is with --from; templates (Helm, Jinja) must be rendered first: helm template … | linchpin import -',
    findings: ['json', 'unknown-format'],
  },
  E603: {
    title: 'A workspace of Structurizr is not understood',
    meaning:
      'At the place named something stands that the Structurizr DSL does not have, or a name that stands for nothing.',
    advice: 'Correct it there; `structurizr validate` says the same. docs/importing.md lists what is read.',
    findings: ['structurizr'],
  },
  E604: {
    title: 'A service extends itself',
    meaning: 'Services of a compose file extend each other in a ring, so nobody can say what they are.',
    advice: 'Break the ring in the compose file.',
    findings: ['extends-itself'],
  },
  E605: {
    title: 'There is no such place to write to',
    meaning: 'The folder of the model is not there, or --into names no file of a model in it.',
    advice: 'Make the folder (mkdir -p), and give --into a name such as imported.yaml.',
    kind: 'invalid',
  },
  E606: {
    title: 'What was imported before is not remembered',
    meaning: 'The file that tells values of people from imported ones cannot be used.',
    advice: 'Take it from a backup, or delete it: then every value in the model counts as yours and is kept.',
    kind: 'invalid',
  },
  E607: {
    title: 'Nothing was written, since the model would not be valid',
    meaning: 'With what is new the model would have the mistake that is named. The files are as they were.',
    advice: 'Correct what is read or the model; `linchpin import --name NAME=-` leaves something out.',
    kind: 'invalid',
  },
  E608: {
    title: 'There are files already',
    meaning: '`init` begins something and overwrites nothing.',
    advice:
      'Move them away, or name another folder with --into DIR. What is new in Zabbix is shown by `linchpin discover`.',
    kind: 'invalid',
  },
  E609: {
    title: 'Nobody answered a question',
    meaning: 'There is no terminal to ask at, or it was left without an answer. Nothing was written.',
    advice: 'Give the answers as options; `linchpin init --help` has them.',
    kind: 'invalid',
  },
} as const satisfies Readonly<Record<`E6${number}`, ErrorEntry>>;
