BEGIN TRANSACTION;
CREATE TABLE "incident" ("id" text primary key, "state" text not null, "changed_at" double precision not null, "outline" text not null, "incident" text not null);
INSERT INTO "incident" VALUES('container/vm-1/storage-1@1795412311.773','closed',1795412353.524,'[{"id":"container/vm-1/storage-1@1795412311.773","severity":"critical","state":"closed","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","level":1,"onset":"2026-11-23T05:38:16Z","changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false},[["container/vm-1/storage-1","status","2026-11-23T05:38:16Z"]],null,null,null]','{"id":"container/vm-1/storage-1@1795412311.773","rank":1,"severity":"critical","state":"closed","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","text":"Storage is down: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:38:16Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:38:16Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO "incident" VALUES('container/vm-2/storage-2@1795412330.905','open',1795412387.245,'[{"id":"container/vm-2/storage-2@1795412330.905","severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","level":1,"onset":"2026-11-23T05:38:36Z","changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false},[["container/vm-2/storage-2","restarts","2026-11-23T05:38:36Z"],["container/vm-2/storage-2","status","2026-11-23T05:39:37Z"]],["container/vm-2/storage-2"],null,["shard/storage/0"]]','{"id":"container/vm-2/storage-2@1795412330.905","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","level":1,"onset":"2026-11-23T05:38:36Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":9.882222221692405,"limit":3,"text":"keeps restarting: 9.9 more than 4/h allows, burst 3","since":"2026-11-23T05:38:36Z"},{"node":"container/vm-2/storage-2","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:39:37Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
CREATE TABLE "incident_change" ("id" text not null, "at" double precision not null, "incident" text not null, "state" text default 'open' not null, "facts" text, constraint "incident_change_pk" primary key ("id", "at"));
INSERT INTO "incident_change" VALUES('container/vm-1/storage-1@1795412311.773',1795412311.773,'{"id":"container/vm-1/storage-1@1795412311.773","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-1/storage-1","text":"Storage (storage) has no reserve left: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:38:16Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:38:16Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}','open','{"id":"container/vm-1/storage-1@1795412311.773","rank":1,"root":"container/vm-1/storage-1","containers":["container/vm-1/storage-1"],"severity":"at-risk","zabbixSeverity":3,"stale":false,"planned":false,"level":1,"onset":1795412296.0000002,"openedAt":1795412311.773,"evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412296.0000002,"node":"container/vm-1/storage-1"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}}');
INSERT INTO "incident_change" VALUES('container/vm-1/storage-1@1795412311.773',1795412330.905,'{"id":"container/vm-1/storage-1@1795412311.773","rank":1,"severity":"critical","state":"open","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","text":"Storage is down: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:38:16Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:38:16Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}','open','{"id":"container/vm-1/storage-1@1795412311.773","rank":1,"root":"container/vm-1/storage-1","containers":["container/vm-1/storage-1"],"severity":"critical","zabbixSeverity":5,"stale":false,"planned":false,"level":1,"onset":1795412296.0000002,"openedAt":1795412311.773,"evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412296.0000002,"node":"container/vm-1/storage-1"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}}');
INSERT INTO "incident_change" VALUES('container/vm-2/storage-2@1795412330.905',1795412330.905,'{"id":"container/vm-2/storage-2@1795412330.905","rank":2,"severity":"critical","state":"open","stale":false,"zabbixSeverity":5,"root":"container/vm-2/storage-2","text":"Storage is down: storage-2 on mail-vm-2 keeps restarting: 3.9 more than 4/h allows, burst 3","level":1,"onset":"2026-11-23T05:38:36Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":3.9499999997350903,"limit":3,"text":"keeps restarting: 3.9 more than 4/h allows, burst 3","since":"2026-11-23T05:38:36Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs","text":"Read its logs; if it changed lately, roll back; else restart"},"planned":false}','open','{"id":"container/vm-2/storage-2@1795412330.905","rank":2,"root":"container/vm-2/storage-2","containers":["container/vm-2/storage-2"],"severity":"critical","zabbixSeverity":5,"stale":false,"planned":false,"level":1,"onset":1795412316.0000002,"openedAt":1795412330.905,"evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":9,"growth":{"level":3.9499999997350903,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412316.0000002,"node":"container/vm-2/storage-2"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs"}}');
INSERT INTO "incident_change" VALUES('container/vm-2/storage-2@1795412330.905',1795412353.524,'{"id":"container/vm-2/storage-2@1795412330.905","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 keeps restarting: 5.9 more than 4/h allows, burst 3","level":1,"onset":"2026-11-23T05:38:36Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":5.92888888862398,"limit":3,"text":"keeps restarting: 5.9 more than 4/h allows, burst 3","since":"2026-11-23T05:38:36Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs","text":"Read its logs; if it changed lately, roll back; else restart"},"planned":false}','open','{"id":"container/vm-2/storage-2@1795412330.905","rank":1,"root":"container/vm-2/storage-2","containers":["container/vm-2/storage-2"],"severity":"at-risk","zabbixSeverity":3,"stale":false,"planned":false,"level":1,"onset":1795412316.0000002,"openedAt":1795412330.905,"evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":11,"growth":{"level":5.92888888862398,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412316.0000002,"node":"container/vm-2/storage-2"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs"}}');
INSERT INTO "incident_change" VALUES('container/vm-1/storage-1@1795412311.773',1795412353.524,'{"id":"container/vm-1/storage-1@1795412311.773","rank":1,"severity":"critical","state":"closed","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","text":"Storage is down: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:38:16Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:38:16Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}','closed',NULL);
INSERT INTO "incident_change" VALUES('container/vm-2/storage-2@1795412330.905',1795412387.245,'{"id":"container/vm-2/storage-2@1795412330.905","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","level":1,"onset":"2026-11-23T05:38:36Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":9.882222221692405,"limit":3,"text":"keeps restarting: 9.9 more than 4/h allows, burst 3","since":"2026-11-23T05:38:36Z"},{"node":"container/vm-2/storage-2","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:39:37Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}','open','{"id":"container/vm-2/storage-2@1795412330.905","rank":1,"root":"container/vm-2/storage-2","containers":["container/vm-2/storage-2"],"severity":"at-risk","zabbixSeverity":3,"stale":false,"planned":false,"level":1,"onset":1795412316.0000002,"openedAt":1795412330.905,"evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":15,"growth":{"level":9.882222221692405,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412316.0000002,"node":"container/vm-2/storage-2"},{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412377.0000005,"node":"container/vm-2/storage-2"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}}');
CREATE TABLE "incident_order" ("at" double precision primary key, "ids" text not null);
INSERT INTO "incident_order" VALUES(1795412290.636,'[]');
INSERT INTO "incident_order" VALUES(1795412311.773,'["container/vm-1/storage-1@1795412311.773"]');
INSERT INTO "incident_order" VALUES(1795412330.905,'["container/vm-1/storage-1@1795412311.773","container/vm-2/storage-2@1795412330.905"]');
INSERT INTO "incident_order" VALUES(1795412353.524,'["container/vm-2/storage-2@1795412330.905"]');
CREATE TABLE "judged" ("since" double precision primary key, "until" double precision not null, "grace" double precision not null);
INSERT INTO "judged" VALUES(1795412290.636,1795412404.824,300.0);
CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
INSERT INTO "kysely_migration" VALUES('0001-memory','2026-11-23T05:38:10.434Z');
INSERT INTO "kysely_migration" VALUES('0002-pieces','2026-11-23T05:38:10.477Z');
INSERT INTO "kysely_migration" VALUES('0003-lease','2026-11-23T05:38:10.477Z');
INSERT INTO "kysely_migration" VALUES('0004-past','2026-11-23T05:38:10.535Z');
INSERT INTO "kysely_migration" VALUES('0005-node-memories','2026-11-23T05:38:10.535Z');
INSERT INTO "kysely_migration" VALUES('0006-model-parts','2026-11-23T05:38:10.536Z');
CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
INSERT INTO "kysely_migration_lock" VALUES('migration_lock',0);
CREATE TABLE "lease" ("id" integer primary key, "term" integer not null, "holder" text not null, "renewed_at" double precision not null, "lasts" double precision not null);
INSERT INTO "lease" VALUES(1,7,'',1795412407.14,10.0);
CREATE TABLE "memory" ("name" text primary key, "value" text not null);
INSERT INTO "memory" VALUES('result','{"at":"2026-11-23T05:40:04.824Z","incidents":["container/vm-2/storage-2@1795412330.905"]}');
INSERT INTO "memory" VALUES('incidents','{"open":["container/vm-2/storage-2@1795412330.905"],"ended":["container/vm-1/storage-1@1795412311.773"]}');
INSERT INTO "memory" VALUES('publish','{"refreshedAt":1795412290.636,"toldUntil":{"clock":1795412404,"ns":823999883},"slots":[["container/vm-2/storage-2@1795412330.905",2]]}');
INSERT INTO "memory" VALUES('tidied','1795412406.961');
CREATE TABLE "memory_news" ("sequence" double precision primary key, "news" text not null);
INSERT INTO "memory_news" VALUES(1.0,'3VNNb+IwEP0rq3c2CwlLUf0L9r5HxGGUDMFtGHftSXJA+e8rQyClIlUPHKq92dKbp3kfs9mgdPF13h5m2bwkpQzmiG7va4Y9IrpKqI6wx94gNDUPT+rIKZd/nBQMm62fV7+yPH9e/HxaPvX91mwgrJ0PZ+LHU+YPoowcWg4n9ROMOJATZaGT0iOEO46avCH9qNygpbph2EXff90vgz1T+OjlOjMovCg54RB/30WcnR41TLny/TVclZ6LGNUHqng2VUZEJW1SFyfyWOfXLBAaEScVTpFwVAr62WR2nVzepIjwbvbVSQmLKvhO9zDDncCOIIM3DrBQd2AY1NxyDbswCPy34ZhW2GwN0h2l5U6fwjeiaeq2XKkKgTrYpYF6pcTTG7w0ZcXlPfAFZPAWfBU4xrGp6yz5MPo3KCm8lE6dFxj4HeyA+CFeZxcDDfa+LiPsjurISfTN9SfPCy87Fw5prQFEhbqWh2/fnyt7E3c+v8Q92d9x3fvn95C4V98t7tV/Eff2Hw==');
INSERT INTO "memory_news" VALUES(2.0,'rZLLbsIwEEV/pbpr84hTGuHf6BKxsJIhuA02tSdhgfzvlUN49U2FVx5p5vre8VksEMh35CfdZpRB7BFMbXUToPbYaGOZrLYlpdLSjgKnm2aorJjPHjOZZ9m4KHKBTjctQU1jjHEpLmXlPWVLZ1kbOxieBHZe1/TJemDNbR/iS9dy/jSe9keenCOw226pQowCngJrz7cp5LEfbRvq5y41Xo2toFB7t+M1xLBlqPNDAlvyUGCzIQg01FEDNU1W3loKycpiKbDTho2tD0XpWstp6upLrsJ5vYPKBdixTnpR4KWtaqp+Gjo2C2y9qz2FcPrvC/EU9rznIWHpbGXYOAsBt4IaOh6s45FvrU3eBdauqQIU+5bSLnrABqAuHhAonV0Zv0luV7oJJKBLNh0dRw/V83cCA4pXzMgTMx+5PGf5OzPHSP9mprg/M9l4Xsj+ZPNZkWeyuAtExQkieQtE8jeIYlwu3wE=');
INSERT INTO "memory_news" VALUES(3.0,'rZTdbsIwDIVfZTrXGSstbGpeY5eIi6g1JVtxWOKWi6nvPqUUWva/iVzFku2cY3/KaoVAviV/1+5u51CvCLZiUwfoV+yMZSE2XFAMmQ4UJN6MQM8f8uVinmZZMsuTpUJr6oagk67rurWatk2v2bZwLMbyIPguiPOmog/SgxhpehOfq57fz5L+pGflCOL2eyrRdQqeghgvf+uQdX1pU1NfN+3xbLmERuXdQbZQw5Shx4cU9uShIXZHUKippRo6iVJeGgpRymqtcDBWLFfHoHANS6y6XMnUnDcH6ExBnJjYr1N4asqKyu+KTskKe+8qTyGM+x6bR7PjnAeHhePSinUMBbeBHjJu2Mmtb5ijdoWtq8sALb6hOIsesAGoNJ+spnC8sX4X1R5zTSG2pcvo8av6gcQLZNIzMu+xHK38HpmTo38jk18fmWyWL/LjeciWSZ5kV2EoPzO0+AtDix8YUmitq01PjI6/z5SFbIRNwXCxdd+yPmD705P9D7V+Aw==');
INSERT INTO "memory_news" VALUES(4.0,'vZTRbsIwDEV/ZbrPgdGWspFfQTxErSnZisMSt31A/fcpXaGwTZsmoeWpkezra/s0mw0C+Zb8Y3uYJVAnBFuxqQP0CQdjWYgNFxSvTB0FiV9GoJOndb5M0izP5nm6VGhN3RD0ou/7fquuZdN7yhaOxVgeDT8Gcd5U9MV6ECPN0MT3rrN8vhhOenEO3zBbrtD3Cp6CGC9/U8j6IbWpaci71ni1XEKj8q6TPdQ4ZeipkMKRPDTEHggKNbVUQy+ilbeGQrSy2Sp0xko0OVwK17DErNuVXDfnTQedKYgTE/V6hZemrKj8KekcrHD0rvIUwrTvSTw2O8157LBwXFqxjqHgdtBjxAM7mZ0HrLB3dRmgd6YOFIcxEHYmaqqgUDjeWX+IdsdgU4htabyOrN1AkV6g+AzeZPYfoUiS+1ORz9fp88dZpdn6+S6QJMmFktVfKFn9QolCa11tBiZ0fF9ulp2sph/RcLF3P9I8gvlbyeEN2r4D');
INSERT INTO "memory_news" VALUES(5.0,'xZPbbsIwDIbfxddZ6YFT8yqIi6hYJVtxWOK0FyjvPiUqFLYJhMQ0XyVS/Pt3PnuzAYe2RzvrD28FiBM43ZLqHMgTHJQmRlLUYLwSDug4nhSDLFb1Yl6U1arK8roS0KvOI8g8hBC24lq2fKVsY4iVptHwzLGxqsUf1h0r9qmJ310v6ixPsbg4B+uJNLUQggCLjpXl5xSqkFJ9hynvWuND0w4ktNYMvAcx/jLIqZCAI1qQwPqAIKDDHjuQebTy6dFFK5utgEFpjibTpTGeOGbdIrluzqoBZCWADauoFwS8+12Lu3tJ58cCjta0Fp2beE/iZ9I3SMoLku/Y/wVJ8QdMVlmdlymKZV3O8/lLGBUTpPUzkNYPIAnotekUa0MRudNpm8/bWyzHPSgFKGr25u4wjXPxqGQajO0X');
INSERT INTO "memory_news" VALUES(6.0,'rZTBbtswEER/pZgz44iyFdv8jR4NHwhpLbOVlw65kg+B/r2gIkV22iZIYJ60AHc45NvRbodIoaPw2J0eNNQLoqvZNhHmBSfrWIgtl5RKpgtFSV9WYPR6W6x0vtysF/mqUOhs0xJM1vd9v1fXsvk9ZUvPYh2Phh+j+GBr+st6FCvtcIl/u16vF9mwZucILbPjGn2vECiKDfI1hWU/tLYNDX3XGr8dVzCog7/IEWp8ZZj5IIUzBRiIOxEUGuqogcmSleeWYrKy2ytcrJNkcihK37Kkrlsk15cL9gKzVBAvNun1Cr/aqqbqo6Zps8I5+DpQjDPvWXwifYMkf0PyHvt3kETx5zNV30eii/sz2S42m3xY+mmbr7LiLox08QZJf4mSzj7BpNA531hxnhP06IY8T/nVT2MScgXL5dF/OE7jZHx6ZgrCDHyc/tJz5QYbCv4AM+74wV4epvApHH1TRRgJLaWc3Jidh0+h9Hxw4ZQm+WCbSAq2FNfR1Ppa/fyfQPpN7f8A');
INSERT INTO "memory_news" VALUES(7.0,'rZTdjoIwEIVfZTPXVSmoaF9jL40XDYzYXZiy7YAXhnfflMUf9kfjxl7RZOb0tN8cNhvw6Fp0s7aaSBBH8KYgXXpQR6i0IUbSlGHYEh7Qc/jSDEqm68VcxvNoPl3FcwGtLhsEFXVd123FtWz8TNnMEmtDg+GZZ+t0gT+se9bc9Jf41XWyltOoX4uzc3ANkaECuk6AQ8/a8WMKSde3NiX2fdca74ZyUFA4e+A9iOGVQV0OElCjAwVsKgQBJbZYgoqClY8GfbCy2Qo4aMPBZL/JbEMcukZIRpdz+gAqEcCWddDrBLw1eYH5raZTsYDa2cKh92feV+In0iMk8RnJd+z/QeLZ1jXm/0ci0+czkXK6Wg5LJsvV4imMZHqGJONHKMn4DiYBrbGlZmMpQPemz/OQ30QuhyTEAjRle3tznIbJuHtmCMIF+DD9maXc9DYE2B2ooeKFLE9O4ROwt2XuQbFrMORkZDZNL7HNLO2Mq8Ikf9XqjE2L493rX/3hL7X9BA==');
CREATE TABLE "memory_slice" ("slice" integer primary key, "up_to" double precision not null, "nodes" text not null);
INSERT INTO "memory_slice" VALUES(2,2.0,'lZLNbsIwEIRfpZqz+Qm0VPg1eoxysOIluBg7tdfJAfndK0MoBbWV6tOutPtpZtZ1DW3iYTEcZ9VCK1YVxAnRdE7ZCHnKAiFZmko1KsOk34xrCbJ63b48V6vVdjnfrDe5ETVa71gZR+ECjOyD6mj2AEVkxakw4WikyKVS/I24mS/PbyUwKJsIEpF935NGLpIosgr8P8I6n1cnN3eMg3EaEl3wI+8hJv+QtyGBngIk2BwJApYGspDLIuUjUSxS6kag5GNcd2lanxyXrd/NBTVCrgXYsyq8LPCedEf6r6XrsEAffBcoxp+SK2ZvOU8OW++0YeMdBPzunGq5xJPzPAvJuaJdYO+tjpAcEpUs7o/97TStdzsTjkXtTtlIAqplM9B19dI9/pYvQM65aT4B');
INSERT INTO "memory_slice" VALUES(4,4.0,'fY+9CsIwGEXf5c6xNukfzRO4O5YOH/VDg22EJG2HkHeXiqgIut3hcDi362A5rDd33S/TTkFEeHO2NHromATcPPJz0kom8Olo7MDQsmmrUirV5lld1KkXHTy7hd3mkZvnHy9wYXLfrkYKDDcbyFh2/vCDePdhImMDW3oURVhe2QfoCAqvwqIqskqVAguNM0PnKX3+Sn1/Bw==');
INSERT INTO "memory_slice" VALUES(5,5.0,'fY+xDoIwFEX/5c4VgSqEfoG7I2F4wRdthGfSFhia/rvBGDUmut3h5OTctoVwWG7uup3HTQEV4e1ZaPAwMSm4aeDnpIVs4NPRSs8wRd3sd0VZNnlW6Sp1qoVnN7NbPeXq+ccrXJjct6suFPqbBLLCzh9+EO8+jGQlsNCjKEJ4YR9gIii8CnWts7zRCjMNE8PkKX3+Sl13Bw==');
INSERT INTO "memory_slice" VALUES(6,6.0,'lVLLbsIwEPyVas7mkZRA8W/0iDhYyRLcGju11+GA/O+VDS1UKqjdk23tzI5ndrNB6ywrbcnPxsOkngV2XvU0qSFOCLq3ygTIEwIrjuVk6UiB85tiyGq1bhZV/bxaTeelGoFRmUiQCOyGgTqkJOApsPL8P4aqSQUbDRXgLcm7th0keu+OvIe4aIW8ThIYyEOC9YEgYGgkA7mevrzUparlul7Mm6ztI1LI2jZbgaPSrG1/vrQuWs4s93/r1RGyagTYsTKQ1TwJvMWup+4R7LtbYPCu9xTCb24mgVE7o1g7W3LQtqVrY7W82F4LKNvu3UOpf52ZTb8GfnG6dbbTRYaA25V480o8WccTH63NngnsnekCJPtIOZMfYm93pHV2p/0he7RTJpCAalmP9AU9317vEaSUtttP');
CREATE TABLE "model_change" ("part" text not null, "at" double precision not null, "became" text, constraint "model_change_pk" primary key ("part", "at"));
INSERT INTO "model_change" VALUES('file mail.yaml',1795412290.636,'
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
INSERT INTO "node_change" VALUES('system/mail',1795412290.636,'{"state":"working","severity":0,"reserve":1}');
INSERT INTO "node_change" VALUES('subsystem/storage',1795412290.636,'{"state":"working","severity":0,"reserve":1}');
INSERT INTO "node_change" VALUES('pod/storage',1795412290.636,'{"state":"working","severity":0,"reserve":1}');
INSERT INTO "node_change" VALUES('shard/storage/0',1795412290.636,'{"state":"working","severity":0,"reserve":1}');
INSERT INTO "node_change" VALUES('container/vm-1/storage-1',1795412290.636,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('container/vm-2/storage-2',1795412290.636,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('disk/vm-1/data1',1795412290.636,'{"state":"unknown","severity":0,"own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "node_change" VALUES('network/vm-1',1795412290.636,'{"state":"unknown","severity":0,"own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "node_change" VALUES('network/vm-2',1795412290.636,'{"state":"unknown","severity":0,"own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "node_change" VALUES('server/vm-1',1795412290.636,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('server/vm-2',1795412290.636,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('function/storage.read',1795412290.636,'{"state":"available"}');
INSERT INTO "node_change" VALUES('system/mail',1795412311.773,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('subsystem/storage',1795412311.773,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('pod/storage',1795412311.773,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('shard/storage/0',1795412311.773,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('container/vm-1/storage-1',1795412311.773,'{"state":"failed","severity":3,"own":{"state":"failed","evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412296.0000002}],"strained":false,"through":[],"planned":false,"onset":1795412296.0000002}}');
INSERT INTO "node_change" VALUES('system/mail',1795412330.905,'{"state":"failed","severity":5,"reserve":0}');
INSERT INTO "node_change" VALUES('subsystem/storage',1795412330.905,'{"state":"failed","severity":5,"reserve":0}');
INSERT INTO "node_change" VALUES('pod/storage',1795412330.905,'{"state":"failed","severity":5,"reserve":0}');
INSERT INTO "node_change" VALUES('shard/storage/0',1795412330.905,'{"state":"failed","severity":5,"reserve":0}');
INSERT INTO "node_change" VALUES('container/vm-1/storage-1',1795412330.905,'{"state":"failed","severity":5,"own":{"state":"failed","evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412296.0000002}],"strained":false,"through":[],"planned":false,"onset":1795412296.0000002}}');
INSERT INTO "node_change" VALUES('container/vm-2/storage-2',1795412330.905,'{"state":"failed","severity":5,"own":{"state":"growing","evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":9,"growth":{"level":3.9499999997350903,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412316.0000002}],"strained":false,"through":[],"planned":false,"onset":1795412316.0000002}}');
INSERT INTO "node_change" VALUES('function/storage.read',1795412330.905,'{"state":"lost"}');
INSERT INTO "node_change" VALUES('system/mail',1795412353.524,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('subsystem/storage',1795412353.524,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('pod/storage',1795412353.524,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('shard/storage/0',1795412353.524,'{"state":"working","severity":3,"reserve":0}');
INSERT INTO "node_change" VALUES('container/vm-1/storage-1',1795412353.524,'{"state":"working","severity":0}');
INSERT INTO "node_change" VALUES('container/vm-2/storage-2',1795412353.524,'{"state":"failed","severity":3,"own":{"state":"growing","evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":11,"growth":{"level":5.92888888862398,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412316.0000002}],"strained":false,"through":[],"planned":false,"onset":1795412316.0000002}}');
INSERT INTO "node_change" VALUES('function/storage.read',1795412353.524,'{"state":"available"}');
INSERT INTO "node_change" VALUES('container/vm-2/storage-2',1795412387.245,'{"state":"failed","severity":3,"own":{"state":"failed","evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":15,"growth":{"level":9.882222221692405,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412316.0000002},{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412377.0000005}],"strained":false,"through":[],"planned":false,"onset":1795412316.0000002}}');
CREATE TABLE "outbox" ("sequence" integer primary key autoincrement, "host" text not null, "key" text not null, "value" text not null, "clock" integer not null, "ns" integer not null);
INSERT INTO "outbox" VALUES(370,'Linchpin mail','linchpin.summary','"Corporate mail works WITHOUT RESERVE: one more failure in storage may be an outage.\nSubsystems: 1 of 1 work; working WITHOUT RESERVE: Storage (incident 1).\nFunctions for users: 1 of 1 available.\nReserve: 0 of 1 pods bear at least 1 more failure; NONE LEFT: storage (incident 1).\n\n1. AT RISK: Storage (storage) has no reserve left; began 05:38 UTC\n   Root cause: storage-2 on mail-vm-2 is not running\n   Users lose: nothing yet\n   Reserve:    none left: one more failure in storage (left: storage-1 on mail-vm-1) may be an outage, act soon\n   To do:      Restart the container\n\nAs of 2026-11-23 05:40 UTC, with data of 2 of 2 containers and 2 of 2 servers. If this time is more than 5 minutes ago, Linchpin has stopped and this page is old."',1795412404,823999881);
INSERT INTO "outbox" VALUES(371,'Linchpin mail','linchpin.cycle.time','1.278',1795412404,823999882);
INSERT INTO "outbox" VALUES(372,'Linchpin mail','linchpin.heartbeat','1795412404',1795412404,823999883);
CREATE TABLE "piece" ("of" text not null, "id" text not null, "value" text not null, constraint "piece_pk" primary key ("of", "id"));
INSERT INTO "piece" VALUES('result','system/mail','{"id":"system/mail","name":"Corporate mail","state":"working","severity":3,"reserve":0}');
INSERT INTO "piece" VALUES('result','subsystem/storage','{"id":"subsystem/storage","name":"Storage","state":"working","severity":3,"reserve":0}');
INSERT INTO "piece" VALUES('result','pod/storage','{"id":"pod/storage","name":"storage","state":"working","severity":3,"reserve":0}');
INSERT INTO "piece" VALUES('result','shard/storage/0','{"id":"shard/storage/0","name":"0","state":"working","severity":3,"reserve":0}');
INSERT INTO "piece" VALUES('result','container/vm-1/storage-1','{"id":"container/vm-1/storage-1","state":"working","severity":0}');
INSERT INTO "piece" VALUES('result','container/vm-2/storage-2','{"id":"container/vm-2/storage-2","state":"failed","severity":3,"evidence":[{"rule":"restarts","signal":"restarts","value":11.86666666613685,"limit":3,"text":"keeps restarting: 12 more than 4/h allows, burst 3","since":"2026-11-23T05:38:36Z"},{"rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:39:37Z"}],"own":{"state":"failed","evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":17,"growth":{"level":11.86666666613685,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412316.0000002},{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412377.0000005}],"strained":false,"through":[],"planned":false,"onset":1795412316.0000002}}');
INSERT INTO "piece" VALUES('result','disk/vm-1/data1','{"id":"disk/vm-1/data1","state":"unknown","severity":0,"name":"/data1","own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "piece" VALUES('result','network/vm-1','{"id":"network/vm-1","state":"unknown","severity":0,"name":"mail-vm-1","own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "piece" VALUES('result','network/vm-2','{"id":"network/vm-2","state":"unknown","severity":0,"name":"mail-vm-2","own":{"state":"unknown","evidence":[],"strained":false,"through":[],"planned":false}}');
INSERT INTO "piece" VALUES('result','server/vm-1','{"id":"server/vm-1","state":"working","severity":0,"name":"mail-vm-1"}');
INSERT INTO "piece" VALUES('result','server/vm-2','{"id":"server/vm-2","state":"working","severity":0,"name":"mail-vm-2"}');
INSERT INTO "piece" VALUES('result','function/storage.read','{"id":"function/storage.read","name":"Read files","state":"available","because":[]}');
INSERT INTO "piece" VALUES('order','open','["container/vm-2/storage-2@1795412330.905"]');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.discovery','{"value":"[{\"{#ID}\":\"storage\",\"{#NAME}\":\"Storage\",\"{#SUBSYSTEM}\":\"Storage\"}]","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.discovery','{"value":"[{\"{#ID}\":\"storage\",\"{#NAME}\":\"storage\",\"{#SUBSYSTEM}\":\"Storage\"}]","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.function.discovery','{"value":"[{\"{#ID}\":\"storage.read\",\"{#NAME}\":\"Read files\",\"{#SUBSYSTEM}\":\"Storage\"}]","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.severity','{"value":3,"at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.state','{"value":1,"at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.reserve','{"value":0,"at":1795412311.773}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.rootcause','{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412387.245}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.severity[storage]','{"value":3,"at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.state[storage]','{"value":1,"at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.reserve[storage]','{"value":0,"at":1795412311.773}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.rootcause[storage]','{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412387.245}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.severity[storage]','{"value":3,"at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.state[storage]','{"value":1,"at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.reserve[storage]','{"value":0,"at":1795412311.773}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.rootcause[storage]','{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412387.245}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.function.state[storage.read]','{"value":1,"at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.functions.lost','{"value":"","at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.summary','{"value":"Corporate mail works WITHOUT RESERVE: one more failure in storage may be an outage.\nSubsystems: 1 of 1 work; working WITHOUT RESERVE: Storage (incident 1).\nFunctions for users: 1 of 1 available.\nReserve: 0 of 1 pods bear at least 1 more failure; NONE LEFT: storage (incident 1).\n\n1. AT RISK: Storage (storage) has no reserve left; began 05:38 UTC\n   Root cause: storage-2 on mail-vm-2 is not running\n   Users lose: nothing yet\n   Reserve:    none left: one more failure in storage (left: storage-1 on mail-vm-1) may be an outage, act soon\n   To do:      Restart the container\n\nAs of 2026-11-23 05:40 UTC, with data of 2 of 2 containers and 2 of 2 servers. If this time is more than 5 minutes ago, Linchpin has stopped and this page is old.","at":1795412404.824}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incidents','{"value":"[{\"id\":\"container/vm-2/storage-2@1795412330.905\",\"rank\":1,\"severity\":\"at-risk\",\"zabbixSeverity\":3,\"root\":\"container/vm-2/storage-2\",\"text\":\"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running\",\"onset\":\"2026-11-23T05:38:36Z\",\"stale\":false,\"symptoms\":0,\"functionsLost\":[],\"functionsImpaired\":[],\"reserve\":0,\"action\":{\"advice\":\"restart\",\"text\":\"Restart the container\"}}]","at":1795412387.245}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.blind','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.health','{"value":1,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.model.refused','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.cycle.time','{"value":1.278,"at":1795412404.824}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.outbox','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.cycle.missed','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.system.outage','{"value":"","at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.subsystem.outage[storage]','{"value":"","at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.pod.outage[storage]','{"value":"","at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[1]','{"value":"","at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[1]','{"value":"","at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[1]','{"value":"","at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[1]','{"value":0,"at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[1]','{"value":"0","at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[2]','{"value":"container/vm-2/storage-2","at":1795412330.905}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[2]','{"value":"Restart the container","at":1795412387.245}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[2]','{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412387.245}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[2]','{"value":3,"at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[2]','{"value":"3\tno\tcontainer/vm-2/storage-2\tstorage\tRead its logs; if it changed lately, roll back; else restart\tStorage (storage) has no reserve left: storage-2 on mail-vm-2 keeps restarting: 5.9 more than 4/h allows, burst 3","at":1795412353.524}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[3]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[3]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[3]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[3]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[3]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[4]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[4]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[4]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[4]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[4]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[5]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[5]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[5]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[5]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[5]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[6]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[6]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[6]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[6]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[6]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[7]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[7]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[7]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[7]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[7]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[8]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[8]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[8]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[8]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[8]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[9]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[9]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[9]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[9]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[9]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[10]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[10]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[10]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[10]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[10]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[11]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[11]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[11]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[11]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[11]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[12]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[12]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[12]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[12]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[12]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[13]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[13]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[13]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[13]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[13]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[14]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[14]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[14]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[14]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[14]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[15]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[15]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[15]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[15]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[15]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[16]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[16]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[16]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[16]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[16]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[17]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[17]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[17]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[17]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[17]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[18]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[18]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[18]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[18]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[18]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[19]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[19]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[19]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[19]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[19]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[20]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[20]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[20]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[20]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[20]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[21]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[21]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[21]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[21]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[21]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[22]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[22]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[22]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[22]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[22]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[23]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[23]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[23]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[23]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[23]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[24]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[24]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[24]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[24]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[24]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[25]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[25]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[25]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[25]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[25]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[26]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[26]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[26]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[26]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[26]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[27]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[27]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[27]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[27]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[27]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[28]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[28]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[28]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[28]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[28]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[29]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[29]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[29]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[29]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[29]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[30]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[30]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[30]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[30]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[30]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[31]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[31]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[31]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[31]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[31]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[32]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[32]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[32]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[32]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[32]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[33]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[33]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[33]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[33]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[33]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[34]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[34]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[34]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[34]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[34]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[35]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[35]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[35]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[35]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[35]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[36]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[36]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[36]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[36]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[36]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[37]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[37]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[37]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[37]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[37]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[38]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[38]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[38]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[38]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[38]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[39]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[39]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[39]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[39]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[39]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[40]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[40]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[40]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[40]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[40]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[41]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[41]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[41]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[41]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[41]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[42]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[42]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[42]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[42]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[42]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[43]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[43]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[43]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[43]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[43]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[44]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[44]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[44]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[44]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[44]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[45]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[45]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[45]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[45]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[45]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[46]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[46]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[46]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[46]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[46]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[47]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[47]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[47]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[47]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[47]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[48]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[48]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[48]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[48]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[48]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[49]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[49]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[49]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[49]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[49]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.root[50]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.action[50]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.text[50]','{"value":"","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.severity[50]','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incident.problem[50]','{"value":"0","at":1795412290.636}');
INSERT INTO "piece" VALUES('published','Linchpin mail
linchpin.incidents.more','{"value":0,"at":1795412290.636}');
INSERT INTO "piece" VALUES('incident','container/vm-1/storage-1@1795412311.773','{"incident":{"id":"container/vm-1/storage-1@1795412311.773","rank":1,"root":"container/vm-1/storage-1","containers":["container/vm-1/storage-1"],"severity":"critical","zabbixSeverity":5,"stale":false,"planned":false,"level":1,"onset":1795412296.0000002,"openedAt":1795412311.773,"evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412296.0000002,"node":"container/vm-1/storage-1"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}},"counted":{"shard/storage/0":"critical"},"closedAt":1795412353.524}');
INSERT INTO "piece" VALUES('result-incident','container/vm-2/storage-2@1795412330.905','{"id":"container/vm-2/storage-2@1795412330.905","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","level":1,"onset":"2026-11-23T05:38:36Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":11.86666666613685,"limit":3,"text":"keeps restarting: 12 more than 4/h allows, burst 3","since":"2026-11-23T05:38:36Z"},{"node":"container/vm-2/storage-2","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:39:37Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO "piece" VALUES('incident','container/vm-2/storage-2@1795412330.905','{"incident":{"id":"container/vm-2/storage-2@1795412330.905","rank":1,"root":"container/vm-2/storage-2","containers":["container/vm-2/storage-2"],"severity":"at-risk","zabbixSeverity":3,"stale":false,"planned":false,"level":1,"onset":1795412316.0000002,"openedAt":1795412330.905,"evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":17,"growth":{"level":11.86666666613685,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412316.0000002,"node":"container/vm-2/storage-2"},{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412377.0000005,"node":"container/vm-2/storage-2"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}},"counted":{"shard/storage/0":"at-risk"}}');
CREATE TABLE "silence" ("id" text primary key, "node" text not null, "since" double precision not null, "until" double precision not null, "reason" text not null, "who" text not null);
INSERT INTO "silence" VALUES('a6c7877d-1977-4d81-9758-3f572da080cd','disk/vm-1/data1',1795412416.642,1827034816.642,'moved to rack 7','anna');
CREATE INDEX "incident_state" on "incident" ("state");
CREATE INDEX "node_change_at" on "node_change" ("at");
CREATE INDEX "incident_change_at" on "incident_change" ("at");
CREATE INDEX "model_change_at" on "model_change" ("at");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',372);
COMMIT;
