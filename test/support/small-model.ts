/** The smallest model that has everything: one system, a shared callee, two servers, a disk. */
export const smallModel = `
system: { id: mail, name: Corporate mail }
subsystems:
  storage:
    name: Storage
    pods: [storage]
    functions:
      read: { name: Read files }
pods:
  storage: { kind: stateless, replicas: 2, containers: "storage-{replica}" }
servers:
  vm-1: { name: mail-vm-1, disks: { data1: { mount: /data1 } } }
  vm-2: { name: mail-vm-2 }
containers:
  - { name: storage-1, server: vm-1, disks: [data1] }
  - { name: storage-2, server: vm-2 }
`;
