BEGIN TRANSACTION;
CREATE TABLE "audit" ("sequence" integer primary key autoincrement, "at" double precision not null, "who" text not null, "what" text not null, "about" text not null);
INSERT INTO "audit" VALUES(1,1795412416.994,'anna','silence','{"node":"disk/vm-1/data1","until":"2027-11-24T05:40:16Z","reason":"moved to rack 7"}');
CREATE TABLE "incident" ("id" text primary key, "state" text not null, "changed_at" double precision not null, "outline" text not null, "incident" text not null);
INSERT INTO "incident" VALUES('container/vm-1/storage-1@1795412314.077','closed',1795412356.17,'[{"id":"container/vm-1/storage-1@1795412314.077","severity":"critical","state":"closed","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","level":1,"onset":"2026-11-23T05:38:18Z","changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false},[["container/vm-1/storage-1","status","2026-11-23T05:38:18Z"]],null,null,null]','{"id":"container/vm-1/storage-1@1795412314.077","rank":1,"severity":"critical","state":"closed","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","text":"Storage is down: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:38:18Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:38:18Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO "incident" VALUES('container/vm-2/storage-2@1795412334.306','open',1795412388.325,'[{"id":"container/vm-2/storage-2@1795412334.306","severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","level":1,"onset":"2026-11-23T05:38:39Z","changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false},[["container/vm-2/storage-2","restarts","2026-11-23T05:38:39Z"],["container/vm-2/storage-2","status","2026-11-23T05:39:38Z"]],["container/vm-2/storage-2"],null,["shard/storage/0"]]','{"id":"container/vm-2/storage-2@1795412334.306","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","level":1,"onset":"2026-11-23T05:38:39Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":9.884444443914628,"limit":3,"text":"keeps restarting: 9.9 more than 4/h allows, burst 3","since":"2026-11-23T05:38:39Z"},{"node":"container/vm-2/storage-2","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:39:38Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
CREATE TABLE "incident_change" ("id" text not null, "at" double precision not null, "incident" text not null, "state" text default 'open' not null, "facts" text, constraint "incident_change_pk" primary key ("id", "at"));
INSERT INTO "incident_change" VALUES('container/vm-1/storage-1@1795412314.077',1795412314.077,'{"id":"container/vm-1/storage-1@1795412314.077","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-1/storage-1","text":"Storage (storage) has no reserve left: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:38:18Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:38:18Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}','open','{"id":"container/vm-1/storage-1@1795412314.077","rank":1,"root":"container/vm-1/storage-1","containers":["container/vm-1/storage-1"],"severity":"at-risk","zabbixSeverity":3,"stale":false,"planned":false,"level":1,"onset":1795412298.0000002,"openedAt":1795412314.077,"evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412298.0000002,"node":"container/vm-1/storage-1"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}}');
INSERT INTO "incident_change" VALUES('container/vm-1/storage-1@1795412314.077',1795412334.306,'{"id":"container/vm-1/storage-1@1795412314.077","rank":1,"severity":"critical","state":"open","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","text":"Storage is down: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:38:18Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:38:18Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}','open','{"id":"container/vm-1/storage-1@1795412314.077","rank":1,"root":"container/vm-1/storage-1","containers":["container/vm-1/storage-1"],"severity":"critical","zabbixSeverity":5,"stale":false,"planned":false,"level":1,"onset":1795412298.0000002,"openedAt":1795412314.077,"evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412298.0000002,"node":"container/vm-1/storage-1"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}}');
INSERT INTO "incident_change" VALUES('container/vm-2/storage-2@1795412334.306',1795412334.306,'{"id":"container/vm-2/storage-2@1795412334.306","rank":2,"severity":"critical","state":"open","stale":false,"zabbixSeverity":5,"root":"container/vm-2/storage-2","text":"Storage is down: storage-2 on mail-vm-2 keeps restarting: 3.9 more than 4/h allows, burst 3","level":1,"onset":"2026-11-23T05:38:39Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":3.9499999997350903,"limit":3,"text":"keeps restarting: 3.9 more than 4/h allows, burst 3","since":"2026-11-23T05:38:39Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs","text":"Read its logs; if it changed lately, roll back; else restart"},"planned":false}','open','{"id":"container/vm-2/storage-2@1795412334.306","rank":2,"root":"container/vm-2/storage-2","containers":["container/vm-2/storage-2"],"severity":"critical","zabbixSeverity":5,"stale":false,"planned":false,"level":1,"onset":1795412319.0000002,"openedAt":1795412334.306,"evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":9,"growth":{"level":3.9499999997350903,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412319.0000002,"node":"container/vm-2/storage-2"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs"}}');
INSERT INTO "incident_change" VALUES('container/vm-2/storage-2@1795412334.306',1795412356.17,'{"id":"container/vm-2/storage-2@1795412334.306","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 keeps restarting: 5.9 more than 4/h allows, burst 3","level":1,"onset":"2026-11-23T05:38:39Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":5.927777777512869,"limit":3,"text":"keeps restarting: 5.9 more than 4/h allows, burst 3","since":"2026-11-23T05:38:39Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs","text":"Read its logs; if it changed lately, roll back; else restart"},"planned":false}','open','{"id":"container/vm-2/storage-2@1795412334.306","rank":1,"root":"container/vm-2/storage-2","containers":["container/vm-2/storage-2"],"severity":"at-risk","zabbixSeverity":3,"stale":false,"planned":false,"level":1,"onset":1795412319.0000002,"openedAt":1795412334.306,"evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":11,"growth":{"level":5.927777777512869,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412319.0000002,"node":"container/vm-2/storage-2"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs"}}');
INSERT INTO "incident_change" VALUES('container/vm-1/storage-1@1795412314.077',1795412356.17,'{"id":"container/vm-1/storage-1@1795412314.077","rank":1,"severity":"critical","state":"closed","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","text":"Storage is down: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:38:18Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:38:18Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}','closed',NULL);
INSERT INTO "incident_change" VALUES('container/vm-2/storage-2@1795412334.306',1795412388.325,'{"id":"container/vm-2/storage-2@1795412334.306","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","level":1,"onset":"2026-11-23T05:38:39Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":9.884444443914628,"limit":3,"text":"keeps restarting: 9.9 more than 4/h allows, burst 3","since":"2026-11-23T05:38:39Z"},{"node":"container/vm-2/storage-2","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:39:38Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}','open','{"id":"container/vm-2/storage-2@1795412334.306","rank":1,"root":"container/vm-2/storage-2","containers":["container/vm-2/storage-2"],"severity":"at-risk","zabbixSeverity":3,"stale":false,"planned":false,"level":1,"onset":1795412319.0000002,"openedAt":1795412334.306,"evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":15,"growth":{"level":9.884444443914628,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412319.0000002,"node":"container/vm-2/storage-2"},{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412378.0000005,"node":"container/vm-2/storage-2"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}}');
CREATE TABLE "incident_order" ("at" double precision primary key, "ids" text not null);
INSERT INTO "incident_order" VALUES(1795412292.556,'[]');
INSERT INTO "incident_order" VALUES(1795412314.077,'["container/vm-1/storage-1@1795412314.077"]');
INSERT INTO "incident_order" VALUES(1795412334.306,'["container/vm-1/storage-1@1795412314.077","container/vm-2/storage-2@1795412334.306"]');
INSERT INTO "incident_order" VALUES(1795412356.17,'["container/vm-2/storage-2@1795412334.306"]');
CREATE TABLE "judged" ("since" double precision primary key, "until" double precision not null, "grace" double precision not null);
INSERT INTO "judged" VALUES(1795412292.556,1795412406.076,300.0);
CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
INSERT INTO "kysely_migration" VALUES('0001-memory','2026-11-23T05:38:12.093Z');
INSERT INTO "kysely_migration" VALUES('0002-pieces','2026-11-23T05:38:12.169Z');
INSERT INTO "kysely_migration" VALUES('0003-lease','2026-11-23T05:38:12.170Z');
INSERT INTO "kysely_migration" VALUES('0004-past','2026-11-23T05:38:12.214Z');
INSERT INTO "kysely_migration" VALUES('0005-node-memories','2026-11-23T05:38:12.247Z');
INSERT INTO "kysely_migration" VALUES('0006-model-parts','2026-11-23T05:38:12.248Z');
INSERT INTO "kysely_migration" VALUES('0007-audit','2026-11-23T05:38:12.376Z');
CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
INSERT INTO "kysely_migration_lock" VALUES('migration_lock',0);
CREATE TABLE "lease" ("id" integer primary key, "term" integer not null, "holder" text not null, "renewed_at" double precision not null, "lasts" double precision not null);
INSERT INTO "lease" VALUES(1,7,'',1795412408.027,10.0);
CREATE TABLE "memory" ("name" text primary key, "value" text not null);
INSERT INTO "memory" VALUES('result','{"at":"2026-11-23T05:40:06.076Z","incidents":["container/vm-2/storage-2@1795412334.306"]}');
INSERT INTO "memory" VALUES('incidents','{"open":["container/vm-2/storage-2@1795412334.306"],"ended":["container/vm-1/storage-1@1795412314.077"]}');
INSERT INTO "memory" VALUES('publish','{"refreshedAt":1795412292.556,"toldUntil":{"clock":1795412406,"ns":75999977},"slots":[["container/vm-2/storage-2@1795412334.306",2]]}');
INSERT INTO "memory" VALUES('tidied','1795412407.769');
CREATE TABLE "memory_news" ("sequence" double precision primary key, "news" text not null);
INSERT INTO "memory_news" VALUES(1.0,'3VPLjuIwEPyVVZ3NMgQyaPwFc98j4tBKmuCZYLPtTnJA+feVIWyWEZHmwAHtzZaqS12P3mxQuvg5bw+zxbwkpQXMCd0+1Ax7QnSVpzrCnnoDaWoentSRUy5/OV8w7GL9lq8WWfaW/czz177fmg08axfkQvx4yuxBlJGlZTmrn2DEgZxX9nRWeoLnjqMmb0i/KjdoqW4Y9qXvv++XwZ5Jvnq5XhkUwSs5zxLf7yIuTo8aplx5fg1/lV6KGDUIVTybKiOikjapixN5JPeGLCCN985XOEfCUUn0e5PLmxQh/8x+Ol/CopLQ6R5muBPYEWRwZIGFugPDoOaWa9gXA+HfDce0wmZrkO4oLXf+FKHxmqZuy5XECHWwSwMNSomnN/hoyorLe+AryOAooRKOcWzqepV8GP0blBTBl05d8DAIO9gB8cMHnV0NNNiHuoywO6ojJ9E31z80dufkkNYaQFSoa3n49v2lsjdxZ/Nr3JP9Hde9f34PiTt/trjz/yLu7R8=');
INSERT INTO "memory_news" VALUES(2.0,'rZLLbsIwEEV/pbprA3nQBvwbXSIWVjIEt8Gm9iQskP+9cgivvqnwyiPNXN87PosFPLmO3KTbjFKIPbyujWo85B4bpQ2TUaakWBraked4UwyZFvPHaZrl6XScFIVAp5qWIJMQQliKS9nsnrKlNay0GQxPPFunavpk3bPitg/xpetsPhsn/clOzuHZbrdUIQQBR56V49sU8tCPtg31c5car9pUkKid3fEaYtgy5PkhgS05SLDeEAQa6qiBTKKVt5Z8tLJYCuyUZm3qQ1Ha1nCcuvqSq3BO7SBzAbasol4QeGmrmqqfho7NAltna0fen/77QjyGPe95SFhaU2nW1kDAriCHjgdjeeRaY6J3gbVtKg/JrqW4ix6wAaiLBwRKa1babaLblWo8CaiSdUfH0UP1/J3AgOIVM9mJmY9cnrP8nZljpH8zU9yfmXQ8L/LDSZ5m0ywv7gJRcYIouwWi7DeIQlgu3wE=');
INSERT INTO "memory_news" VALUES(3.0,'rZRNbuMwDIWvMnhrNXUsdzrWNboMshBs1lHrUKlEO4vCdy/kuHHS6T+ilQiQ1HvkB61WiBR6Ctf99moJ9YzoGrZthHnG1joWYssVpZBpT1HSzQrM8ra8KZa51sVCZ38Vett2BJMNwzCs1Wnb/JJtK89iHU+Cr6P4YBv6T3oUK91o4n3Vy3KRjSc/KkcUv9tRjWFQCBTFBvlZBz2MpV1LY91pj0fHNQya4PeygZqmDDM/pLCjAANxW4JCSz21MFmS8tRRTFJWa4W9deK4OQSV71hS1flKTs0Fu4fRCuLFpn6DwkNXN1R/VvSarLALvgkU47zvuXkyO895clh5rp04z1Dw9zBTxh/2chU65qRdYePbOsJI6CjNYgRsAiov/82rqTzfu7BNag+5thLX03l091H9ROIZMvkRmbdYzla+j8yro18jU14eGb0oi/JwbvVNVmb6IgyVR4aKnzBUfMGQQu98a0diTPp9TlnQM2wKlquN/5T1Cduvnhx/qPUL');
INSERT INTO "memory_news" VALUES(4.0,'vZTRbsIwDEV/ZbrPGSNlwJpfQTxErSnZisMStzxM/fcpXaGwTUNIaHlqJPv62j7NaoVIoaXw1O4eNdQHoqvY1hHmAzvrWIgtF5SuTAeKkr6swOhlPn/W2Wy+mOilQmvrhmCmXdd1a3Wumt1RtfAs1vFg9ymKD7aiH8ajWGn6Fn73PMsn0/5kJ+MIDbPjCl2nECiKDXKbwqzrU5ua+rxzjTfHJQyq4A+yhRpmDDMWUthTgIG4HUGhppZqmGmy8t5QTFZWa4WDdZJM9pfCNywp63Ih580Fe4CZKYgXm/Q6hdemrKj8K+kYrLAPvgoU47jtUTw1O8556LDwXDpxnqHgNzBDxAN7eTwOWGHr6zLCbGwdKQ2j5+vI01hBofC8cWGX7A7BthDX0nAdULuAIjtB8Z270ew/QqH1/amYT/Js+XXmOntZ5HehROsTJotbMFlcwUShdb62PRQmPS8X29Znf6LlYuv/xHkg81rJ/g1afwI=');
INSERT INTO "memory_news" VALUES(5.0,'xZPdbsIwDIXfxddZaUL5aV4FcREVq2QrCUuc9gLl3adEhcI2gZCY5qtEio+P89mbDXh0PbpZf3jjwE7gdWtU50Ge4KC0ITTKNJiuBgf0lE6KQPJVvai4mK+qQiwrBr3qAoIsY4xxy65lxStlG2tIaTMannmyTrX4w7onRSE38bvrpSjKHIuLc3DBGG1aiJGBQ0/K0XMK85hTQ4c571rjQ5sdSGidHWgPbPxlkFMhBkd0IIH0AYFBhz12IMtk5TOgT1Y2WwaD0pRM5ktjg6GUdYvkujmnBpBzBmRJJb3I4D3sWtzdSzo/ZnB0tnXo/cR7Ej+TvkEiLki+Y/8XJPwPmKyKuhQ5+LIWVVm9hBGfIK2fgbR+AIlBr22nSFuTkHudt/m8vbwe90AwUKbZ27vDNM7Fo5J5MLZf');
INSERT INTO "memory_news" VALUES(6.0,'rZTNcqMwEIRfZavPimOBvcF6jT26fFDBGCuLR15pwIcU754SgWBv/iop68RUaVotfdNst4gUOgr33fFOQz0hupptE2GecLSOhdhySalkOlOU9GUFRj9s1iud5UWxyLO1QmeblmCWfd/3O3Upm91StvQs1vFo+D6KD7amN9ajWGmHS7zv+qFYLIc1O0domR3X6HuFQFFskO8p5P3Q2jY09F1q/HVcwaAO/iwHqPGVYeaDFE4UYCDuSFBoqKMGZpms/GspJivbncLZOkkmh6L0LUvqukZyeblgzzC5gnixSa9XeGyrmqrPmqbNCqfg60Axzrxn8Yn0FZLsFcn/2H+CJIo/naj6ORK9vj2TzaIoVsPKN3r1OytuwkivXyHpb1HSyy8wKXTON1ac5wQ9uiHPU371ZkxCpmC5PPhPx2mcjC/PTEGYgY/TX3qu3GBDwe9hxh2/2MvdFD6Fg2+qCCOhpZSTK7Pz8CmUnvcuHNMk720TScGW4jqaWl+qPx8JpN/U7hk=');
INSERT INTO "memory_news" VALUES(7.0,'rZTdjoIwEIVfZTPXVSmoaF9jL40XDYzYXZi67YAXhnffFPGH/dFo7BVNZk5P+81htQKPrkE3aaqRBHEAbwrSpQd1gEobYiRNGYYt4R49hy/NoGS6nE1lPI3m4yidC2h0WSOoqG3bdi2uZeNXymaWWBvqDU88W6cL/GXds+a6u8SfrpNlPI66NTs7B1cTGSqgbQU49KwdP6aQtF1rXWLXd63xaSgHBYWze96C6F8Z1OUgATt0oIBNhSCgxAZLUFGw8lWjD1ZWawF7bTiY7DaZrYlD1wDJ4HJO70ElAtiyDnqtgI86LzC/1XQqFrBztnDo/Zn3lfiJ9ABJfEbyE/szSDzb3Q7z55HI9PVMpBwv5ovjSmbLKI1fAkmmZ0oyfgSTjO9wEtAYW2o2lgJ1b7pA9wFO5LKPQixAU7a1N+epH427Z4YkXIj3459Zyk1nQ4DdgOor3sjy6JQ+AVtb5h4UuxpDUAZm08Ult5mljXFVGOVjrc7YNDjcvf/XH35T628=');
CREATE TABLE "memory_slice" ("slice" integer primary key, "up_to" double precision not null, "nodes" text not null);
INSERT INTO "memory_slice" VALUES(2,2.0,'lZLNTsMwEIRfBc3Z/UlKgfo1OEY5WPE2NU3tYK+TQ+V3R25T+iNAwqddaffTzKyrCtqE/WI4zIqFVqwKiCOCaa3qAuQxCfjY0VSqURkm/W5sQ5DF62b9XJTlppyv1y+pFhUaZ1kZS/4MDOy8amn2AEVgxTEzYWmkwLlSfEN8my9PrxQYVBcJEoFd35NGypIosPL8P8IqnVYnN3eMvbEaEq13I+8gJv+Q1yGBnjwk2BwIAh0N1EEus5TPSCFLqWqBnI+x7blpXLSct34359UIuRJgxyrzksBH1C3pv5YuwwK9d62nEH5KLpu95jw5bJzVho2zEHDbU6r5Ek/W8cxHa7N2gZ3rdIBkHylncX/sm9M0zm6NP2S1W9UFElANm4Euq+fu8bd8A1JKdf0F');
INSERT INTO "memory_slice" VALUES(4,4.0,'fY+xCsIwFEX/5c6xmti0NF/g7lg6POpDg22EJG2HkH+XiqgIut3hcDi3beE4Ljd/3c7jRkEkBHt2NASYlAX8NPBz0kI28uloXc8wsm50KZVqVKF1lTvRIrCf2a8euXr+8QIXJv/tqkuB/uYiWcc+HH4Q7z6MZF1kR4+iBMcLhwiTQPFVuNdVIWuBmYaJYXY5f97KXXcH');
INSERT INTO "memory_slice" VALUES(5,5.0,'fY+xDoIwFEX/5c4VpRYIfIG7I2F4wRdthGfSFhia/rvBGDUmut3h5OTctoVwWG7uup3HTQ4V4e1ZaPBoYlJw08DPSQvZwKejlZ7R5FVdmFzrWmdFUaZOtfDsZnarR6+ef7zChcl9uyqj0N8kkBV2/vCDePdhJCuBhR5FEcIL+4AmgsKrcF+ZTJdGYaZhYjS7lD5/pa67Aw==');
INSERT INTO "memory_slice" VALUES(6,6.0,'lVJBbsIwEPxKNWcDTSCF+Bs9Ig5WsgS3xk7tTXJA/ntlQwuVCmr3ZFs7s+OZ3W7ROMtKW/KL8TgrF4GdVx3NSogTgu6sMgHyhMCKh3yyNFHg9KYYsljX1aool+vN/DlXJTAqMxAkAru+pxYxCngKrDz/j6GoYsYOhjLwluRd2xYSnXcTHyAuWiGvkwR68pBgfSQIGBrJQNbzzWaVa1kXq5dyk7R9DBSStu1OYFKate3Ol8YNlhPL/d96NUEWlQA7VgayeI4Cb0PbUfsI9t0t0HvXeQrhNzejwKidUaydzTlo29C1sagvtpcCyjYH91DqX2cm06+BX5xunG11liHg9jnetBJP1vHMD9YmzwQOzrQBkv1AKZMfYm93pHF2r/0xebRXJpCAaliP9AU9317vEcQYd7tP');
CREATE TABLE "model_change" ("part" text not null, "at" double precision not null, "became" text, constraint "model_change_pk" primary key ("part", "at"));
INSERT INTO "model_change" VALUES('file mail.yaml',1795412292.556,'
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
rules:
  status: { for: 0s }
  restarts: { rate: 4/h, burst: 3 }
');
CREATE TABLE "node_change" ("node" text not null, "at" double precision not null, "became" text not null, constraint "node_change_pk" primary key ("node", "at"));
INSERT INTO "node_change" VALUES('system/mail',1795412292.556,'{"state":"working","severity":0,"reserve":1}');
INSERT INTO "node_change" VALUES('subsystem/storage',1795412292.556,'{"state":"working","severity":0,"reserve":1}');
INSERT INTO "node_change" VALUES('pod/storage',1795412292.556,'{"state":"working","severity":0,"reserve":1}');
INSERT INTO "node_change" VALUES('shard/storage/0',1795412292.556,'{"state":"working","severity":0,"reserve":1}');
INSERT INTO "node_change" VALUES('container/vm-1/storage-1',1795412292.556,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('container/vm-2/storage-2',1795412292.556,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('disk/vm-1/data1',1795412292.556,'{"state":"unknown","severity":0,"own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "node_change" VALUES('network/vm-1',1795412292.556,'{"state":"unknown","severity":0,"own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "node_change" VALUES('network/vm-2',1795412292.556,'{"state":"unknown","severity":0,"own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "node_change" VALUES('server/vm-1',1795412292.556,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('server/vm-2',1795412292.556,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('function/storage.read',1795412292.556,'{"state":"available"}');
INSERT INTO "node_change" VALUES('system/mail',1795412314.077,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('subsystem/storage',1795412314.077,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('pod/storage',1795412314.077,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('shard/storage/0',1795412314.077,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('container/vm-1/storage-1',1795412314.077,'{"state":"failed","severity":3,"own":{"state":"failed","evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412298.0000002}],"strained":false,"through":[],"planned":false,"onset":1795412298.0000002}}');
INSERT INTO "node_change" VALUES('system/mail',1795412334.306,'{"state":"failed","severity":5,"reserve":0}');
INSERT INTO "node_change" VALUES('subsystem/storage',1795412334.306,'{"state":"failed","severity":5,"reserve":0}');
INSERT INTO "node_change" VALUES('pod/storage',1795412334.306,'{"state":"failed","severity":5,"reserve":0}');
INSERT INTO "node_change" VALUES('shard/storage/0',1795412334.306,'{"state":"failed","severity":5,"reserve":0}');
INSERT INTO "node_change" VALUES('container/vm-1/storage-1',1795412334.306,'{"state":"failed","severity":5,"own":{"state":"failed","evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412298.0000002}],"strained":false,"through":[],"planned":false,"onset":1795412298.0000002}}');
INSERT INTO "node_change" VALUES('container/vm-2/storage-2',1795412334.306,'{"state":"failed","severity":5,"own":{"state":"growing","evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":9,"growth":{"level":3.9499999997350903,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412319.0000002}],"strained":false,"through":[],"planned":false,"onset":1795412319.0000002}}');
INSERT INTO "node_change" VALUES('function/storage.read',1795412334.306,'{"state":"lost"}');
INSERT INTO "node_change" VALUES('system/mail',1795412356.17,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('subsystem/storage',1795412356.17,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('pod/storage',1795412356.17,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('shard/storage/0',1795412356.17,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('container/vm-1/storage-1',1795412356.17,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('container/vm-2/storage-2',1795412356.17,'{"state":"failed","severity":3,"own":{"state":"growing","evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":11,"growth":{"level":5.927777777512869,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412319.0000002}],"strained":false,"through":[],"planned":false,"onset":1795412319.0000002}}');
INSERT INTO "node_change" VALUES('function/storage.read',1795412356.17,'{"state":"available"}');
INSERT INTO "node_change" VALUES('container/vm-2/storage-2',1795412388.325,'{"state":"failed","severity":3,"own":{"state":"failed","evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":15,"growth":{"level":9.884444443914628,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412319.0000002},{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412378.0000005}],"strained":false,"through":[],"planned":false,"onset":1795412319.0000002}}');
CREATE TABLE "outbox" ("sequence" integer primary key autoincrement, "host" text not null, "key" text not null, "value" text not null, "clock" integer not null, "ns" integer not null);
INSERT INTO "outbox" VALUES(370,'Linchpin mail','linchpin.summary','"Corporate mail works WITHOUT RESERVE: one more failure in storage may be an outage.\nSubsystems: 1 of 1 work; working WITHOUT RESERVE: Storage (incident 1).\nFunctions for users: 1 of 1 available.\nReserve: 0 of 1 pods bear at least 1 more failure; NONE LEFT: storage (incident 1).\n\n1. AT RISK: Storage (storage) has no reserve left; began 05:38 UTC\n   Root cause: storage-2 on mail-vm-2 is not running\n   Users lose: nothing yet\n   Reserve:    none left: one more failure in storage (left: storage-1 on mail-vm-1) may be an outage, act soon\n   To do:      Restart the container\n\nAs of 2026-11-23 05:40 UTC, with data of 2 of 2 containers and 2 of 2 servers. If this time is more than 5 minutes ago, Linchpin has stopped and this page is old."',1795412406,75999975);
INSERT INTO "outbox" VALUES(371,'Linchpin mail','linchpin.cycle.time','1.182',1795412406,75999976);
INSERT INTO "outbox" VALUES(372,'Linchpin mail','linchpin.heartbeat','1795412406',1795412406,75999977);
CREATE TABLE "piece" ("of" text not null, "id" text not null, "value" text not null, constraint "piece_pk" primary key ("of", "id"));
INSERT INTO "piece" VALUES('result','system/mail','{"id":"system/mail","name":"Corporate mail","state":"working","severity":3,"reserve":0}');
INSERT INTO "piece" VALUES('result','subsystem/storage','{"id":"subsystem/storage","name":"Storage","state":"working","severity":3,"reserve":0}');
INSERT INTO "piece" VALUES('result','pod/storage','{"id":"pod/storage","name":"storage","state":"working","severity":3,"reserve":0}');
INSERT INTO "piece" VALUES('result','shard/storage/0','{"id":"shard/storage/0","name":"0","state":"working","severity":3,"reserve":0}');
INSERT INTO "piece" VALUES('result','container/vm-1/storage-1','{"id":"container/vm-1/storage-1","state":"working","severity":0}');
INSERT INTO "piece" VALUES('result','container/vm-2/storage-2','{"id":"container/vm-2/storage-2","state":"failed","severity":3,"evidence":[{"rule":"restarts","signal":"restarts","value":11.868888888359072,"limit":3,"text":"keeps restarting: 12 more than 4/h allows, burst 3","since":"2026-11-23T05:38:39Z"},{"rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:39:38Z"}],"own":{"state":"failed","evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":17,"growth":{"level":11.868888888359072,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412319.0000002},{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412378.0000005}],"strained":false,"through":[],"planned":false,"onset":1795412319.0000002}}');
INSERT INTO "piece" VALUES('result','disk/vm-1/data1','{"id":"disk/vm-1/data1","state":"unknown","severity":0,"name":"/data1","own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "piece" VALUES('result','network/vm-1','{"id":"network/vm-1","state":"unknown","severity":0,"name":"mail-vm-1","own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "piece" VALUES('result','network/vm-2','{"id":"network/vm-2","state":"unknown","severity":0,"name":"mail-vm-2","own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "piece" VALUES('result','server/vm-1','{"id":"server/vm-1","state":"working","severity":0,"name":"mail-vm-1"}');
INSERT INTO "piece" VALUES('result','server/vm-2','{"id":"server/vm-2","state":"working","severity":0,"name":"mail-vm-2"}');
INSERT INTO "piece" VALUES('result','function/storage.read','{"id":"function/storage.read","name":"Read files","state":"available","because":[]}');
INSERT INTO "piece" VALUES('order','open','["container/vm-2/storage-2@1795412334.306"]');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.discovery','{"value":"[{\"{#ID}\":\"storage\",\"{#NAME}\":\"Storage\",\"{#SUBSYSTEM}\":\"Storage\"}]","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.discovery','{"value":"[{\"{#ID}\":\"storage\",\"{#NAME}\":\"storage\",\"{#SUBSYSTEM}\":\"Storage\"}]","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.function.discovery','{"value":"[{\"{#ID}\":\"storage.read\",\"{#NAME}\":\"Read files\",\"{#SUBSYSTEM}\":\"Storage\"}]","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.severity','{"value":3,"at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.state','{"value":1,"at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.reserve','{"value":0,"at":1795412314.077}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.rootcause','{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412388.325}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.severity[storage]','{"value":3,"at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.state[storage]','{"value":1,"at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.reserve[storage]','{"value":0,"at":1795412314.077}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.rootcause[storage]','{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412388.325}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.severity[storage]','{"value":3,"at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.state[storage]','{"value":1,"at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.reserve[storage]','{"value":0,"at":1795412314.077}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.rootcause[storage]','{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412388.325}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.function.state[storage.read]','{"value":1,"at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.functions.lost','{"value":"","at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.summary','{"value":"Corporate mail works WITHOUT RESERVE: one more failure in storage may be an outage.\nSubsystems: 1 of 1 work; working WITHOUT RESERVE: Storage (incident 1).\nFunctions for users: 1 of 1 available.\nReserve: 0 of 1 pods bear at least 1 more failure; NONE LEFT: storage (incident 1).\n\n1. AT RISK: Storage (storage) has no reserve left; began 05:38 UTC\n   Root cause: storage-2 on mail-vm-2 is not running\n   Users lose: nothing yet\n   Reserve:    none left: one more failure in storage (left: storage-1 on mail-vm-1) may be an outage, act soon\n   To do:      Restart the container\n\nAs of 2026-11-23 05:40 UTC, with data of 2 of 2 containers and 2 of 2 servers. If this time is more than 5 minutes ago, Linchpin has stopped and this page is old.","at":1795412406.076}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incidents','{"value":"[{\"id\":\"container/vm-2/storage-2@1795412334.306\",\"rank\":1,\"severity\":\"at-risk\",\"zabbixSeverity\":3,\"root\":\"container/vm-2/storage-2\",\"text\":\"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running\",\"onset\":\"2026-11-23T05:38:39Z\",\"stale\":false,\"symptoms\":0,\"functionsLost\":[],\"functionsImpaired\":[],\"reserve\":0,\"action\":{\"advice\":\"restart\",\"text\":\"Restart the container\"}}]","at":1795412388.325}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.blind','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.health','{"value":1,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.model.refused','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.cycle.time','{"value":1.182,"at":1795412406.076}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.outbox','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.cycle.missed','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.outage','{"value":"","at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.outage[storage]','{"value":"","at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.outage[storage]','{"value":"","at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[1]','{"value":"","at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[1]','{"value":"","at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[1]','{"value":"","at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[1]','{"value":0,"at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[1]','{"value":"0","at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[2]','{"value":"container/vm-2/storage-2","at":1795412334.306}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[2]','{"value":"Restart the container","at":1795412388.325}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[2]','{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412388.325}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[2]','{"value":3,"at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[2]','{"value":"3\tno\tcontainer/vm-2/storage-2\tstorage\tRead its logs; if it changed lately, roll back; else restart\tStorage (storage) has no reserve left: storage-2 on mail-vm-2 keeps restarting: 5.9 more than 4/h allows, burst 3","at":1795412356.17}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[3]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[3]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[3]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[3]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[3]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[4]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[4]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[4]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[4]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[4]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[5]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[5]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[5]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[5]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[5]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[6]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[6]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[6]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[6]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[6]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[7]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[7]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[7]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[7]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[7]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[8]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[8]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[8]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[8]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[8]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[9]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[9]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[9]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[9]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[9]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[10]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[10]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[10]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[10]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[10]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[11]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[11]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[11]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[11]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[11]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[12]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[12]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[12]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[12]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[12]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[13]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[13]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[13]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[13]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[13]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[14]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[14]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[14]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[14]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[14]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[15]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[15]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[15]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[15]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[15]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[16]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[16]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[16]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[16]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[16]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[17]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[17]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[17]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[17]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[17]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[18]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[18]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[18]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[18]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[18]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[19]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[19]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[19]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[19]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[19]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[20]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[20]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[20]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[20]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[20]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[21]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[21]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[21]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[21]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[21]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[22]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[22]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[22]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[22]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[22]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[23]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[23]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[23]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[23]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[23]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[24]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[24]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[24]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[24]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[24]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[25]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[25]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[25]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[25]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[25]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[26]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[26]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[26]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[26]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[26]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[27]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[27]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[27]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[27]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[27]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[28]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[28]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[28]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[28]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[28]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[29]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[29]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[29]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[29]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[29]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[30]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[30]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[30]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[30]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[30]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[31]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[31]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[31]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[31]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[31]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[32]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[32]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[32]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[32]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[32]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[33]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[33]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[33]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[33]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[33]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[34]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[34]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[34]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[34]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[34]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[35]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[35]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[35]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[35]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[35]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[36]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[36]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[36]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[36]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[36]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[37]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[37]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[37]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[37]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[37]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[38]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[38]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[38]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[38]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[38]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[39]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[39]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[39]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[39]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[39]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[40]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[40]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[40]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[40]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[40]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[41]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[41]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[41]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[41]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[41]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[42]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[42]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[42]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[42]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[42]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[43]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[43]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[43]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[43]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[43]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[44]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[44]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[44]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[44]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[44]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[45]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[45]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[45]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[45]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[45]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[46]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[46]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[46]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[46]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[46]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[47]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[47]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[47]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[47]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[47]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[48]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[48]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[48]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[48]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[48]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[49]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[49]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[49]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[49]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[49]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[50]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[50]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[50]','{"value":"","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[50]','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[50]','{"value":"0","at":1795412292.556}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incidents.more','{"value":0,"at":1795412292.556}');
INSERT INTO "piece" VALUES('incident','container/vm-1/storage-1@1795412314.077','{"incident":{"id":"container/vm-1/storage-1@1795412314.077","rank":1,"root":"container/vm-1/storage-1","containers":["container/vm-1/storage-1"],"severity":"critical","zabbixSeverity":5,"stale":false,"planned":false,"level":1,"onset":1795412298.0000002,"openedAt":1795412314.077,"evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412298.0000002,"node":"container/vm-1/storage-1"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}},"counted":{"shard/storage/0":"critical"},"closedAt":1795412356.17}');
INSERT INTO "piece" VALUES('result-incident','container/vm-2/storage-2@1795412334.306','{"id":"container/vm-2/storage-2@1795412334.306","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","level":1,"onset":"2026-11-23T05:38:39Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":11.868888888359072,"limit":3,"text":"keeps restarting: 12 more than 4/h allows, burst 3","since":"2026-11-23T05:38:39Z"},{"node":"container/vm-2/storage-2","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:39:38Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO "piece" VALUES('incident','container/vm-2/storage-2@1795412334.306','{"incident":{"id":"container/vm-2/storage-2@1795412334.306","rank":1,"root":"container/vm-2/storage-2","containers":["container/vm-2/storage-2"],"severity":"at-risk","zabbixSeverity":3,"stale":false,"planned":false,"level":1,"onset":1795412319.0000002,"openedAt":1795412334.306,"evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":17,"growth":{"level":11.868888888359072,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412319.0000002,"node":"container/vm-2/storage-2"},{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412378.0000005,"node":"container/vm-2/storage-2"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}},"counted":{"shard/storage/0":"at-risk"}}');
CREATE TABLE "silence" ("id" text primary key, "node" text not null, "since" double precision not null, "until" double precision not null, "reason" text not null, "who" text not null);
INSERT INTO "silence" VALUES('c1334f39-8f45-4b2a-bbaa-79f36a0b2bfa','disk/vm-1/data1',1795412416.994,1827034816.994,'moved to rack 7','anna');
CREATE INDEX "incident_state" on "incident" ("state");
CREATE INDEX "node_change_at" on "node_change" ("at");
CREATE INDEX "incident_change_at" on "incident_change" ("at");
CREATE INDEX "model_change_at" on "model_change" ("at");
CREATE INDEX "audit_at" on "audit" ("at");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',372);
INSERT INTO "sqlite_sequence" VALUES('audit',1);
COMMIT;
