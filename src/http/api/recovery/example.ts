/** What `recovery` answers while an action waits for a person; tests hold it against the API. */
export const recoveryExample = {
  mode: 'approve',
  plans: [
    {
      incident: 'container/vm-1/db-1@1800000060',
      root: 'container/vm-1/db-1',
      recovery: 'restart-it',
      mode: 'approve',
      state: 'waiting',
      text: 'Waits for approval until 08:16 UTC: restart db-1 on mail-vm-1 (engine) [k7mq-2xvd]',
      step: 0,
      steps: [
        {
          kind: 'restart',
          text: 'restart it (engine)',
        },
        {
          kind: 'escalate',
          text: 'hand over to Second line',
        },
      ],
      refusals: [],
      approval: {
        code: 'k7mq-2xvd',
        expiresAt: '2027-01-15T08:16:00Z',
      },
      until: '2027-01-15T08:16:00Z',
    },
  ],
  actions: [
    {
      id: 'tro8xo-1',
      incident: 'container/vm-1/db-1@1800000060',
      root: 'container/vm-1/db-1',
      recovery: 'restart-it',
      step: 0,
      kind: 'restart',
      actuator: 'engine',
      targets: ['container/vm-1/db-1'],
      parameters: {},
      mode: 'approve',
      state: 'waiting',
      plannedAt: '2027-01-15T08:01:00Z',
      code: 'k7mq-2xvd',
      expiresAt: '2027-01-15T08:16:00Z',
    },
  ],
} as const;
