SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.incident (
    id text NOT NULL,
    state text NOT NULL,
    changed_at double precision NOT NULL,
    outline text NOT NULL,
    incident text NOT NULL
);
CREATE TABLE public.incident_change (
    id text NOT NULL,
    at double precision NOT NULL,
    incident text NOT NULL
);
CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);
CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.memory (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.model_source (
    hash text NOT NULL,
    source text NOT NULL
);
CREATE TABLE public.model_version (
    since double precision NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.node_change (
    node text NOT NULL,
    at double precision NOT NULL,
    became text NOT NULL
);
CREATE TABLE public.node_memory (
    node text NOT NULL,
    memory text NOT NULL
);
CREATE TABLE public.outbox (
    sequence bigint NOT NULL,
    host text NOT NULL,
    key text NOT NULL,
    value text NOT NULL,
    clock bigint NOT NULL,
    ns integer NOT NULL
);
CREATE SEQUENCE public.outbox_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_sequence_seq OWNED BY public.outbox.sequence;
CREATE TABLE public.piece (
    of text NOT NULL,
    id text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.silence (
    id text NOT NULL,
    node text NOT NULL,
    since double precision NOT NULL,
    until double precision NOT NULL,
    reason text NOT NULL,
    who text NOT NULL
);
ALTER TABLE ONLY public.outbox ALTER COLUMN sequence SET DEFAULT nextval('public.outbox_sequence_seq'::regclass);
INSERT INTO public.incident VALUES ('container/vm-2/storage-2@1795412443.439', 'open', 1795412462.089, '["open","container/vm-2/storage-2","at-risk",false,false,0,[],[],[],[],{"advice":"restart","text":"Restart the container"},[["container/vm-2/storage-2","restarts"],["container/vm-2/storage-2","status"]]]', '{"id":"container/vm-2/storage-2@1795412443.439","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","level":1,"onset":"2026-11-23T05:40:40Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":9.965555555025736,"limit":3,"text":"keeps restarting: 10 more than 4/h allows, burst 3","since":"2026-11-23T05:40:40Z"},{"node":"container/vm-2/storage-2","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:40:58Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO public.incident VALUES ('container/vm-1/storage-1@1795412437.973', 'closed', 1795412449.283, '["closed","container/vm-1/storage-1","critical",false,false,0,["pod/storage","subsystem/storage","system/mail"],["function/storage.read"],[],[],{"advice":"restart","text":"Restart the container"},[["container/vm-1/storage-1","status"]]]', '{"id":"container/vm-1/storage-1@1795412437.973","rank":1,"severity":"critical","state":"closed","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","text":"Storage is down: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:40:34Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:40:34Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO public.incident_change VALUES ('container/vm-1/storage-1@1795412437.973', 1795412437.973, '{"id":"container/vm-1/storage-1@1795412437.973","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-1/storage-1","text":"Storage (storage) has no reserve left: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:40:34Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:40:34Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO public.incident_change VALUES ('container/vm-1/storage-1@1795412437.973', 1795412443.439, '{"id":"container/vm-1/storage-1@1795412437.973","rank":1,"severity":"critical","state":"open","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","text":"Storage is down: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:40:34Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:40:34Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO public.incident_change VALUES ('container/vm-2/storage-2@1795412443.439', 1795412443.439, '{"id":"container/vm-2/storage-2@1795412443.439","rank":2,"severity":"critical","state":"open","stale":false,"zabbixSeverity":5,"root":"container/vm-2/storage-2","text":"Storage is down: storage-2 on mail-vm-2 keeps restarting: 4 more than 4/h allows, burst 3","level":1,"onset":"2026-11-23T05:40:40Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":3.985555555290646,"limit":3,"text":"keeps restarting: 4 more than 4/h allows, burst 3","since":"2026-11-23T05:40:40Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs","text":"Read its logs; if it changed lately, roll back; else restart"},"planned":false}');
INSERT INTO public.incident_change VALUES ('container/vm-2/storage-2@1795412443.439', 1795412449.283, '{"id":"container/vm-2/storage-2@1795412443.439","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 keeps restarting: 6 more than 4/h allows, burst 3","level":1,"onset":"2026-11-23T05:40:40Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":5.97999999973509,"limit":3,"text":"keeps restarting: 6 more than 4/h allows, burst 3","since":"2026-11-23T05:40:40Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"read-logs","text":"Read its logs; if it changed lately, roll back; else restart"},"planned":false}');
INSERT INTO public.incident_change VALUES ('container/vm-1/storage-1@1795412437.973', 1795412449.283, '{"id":"container/vm-1/storage-1@1795412437.973","rank":1,"severity":"critical","state":"closed","stale":false,"zabbixSeverity":5,"root":"container/vm-1/storage-1","text":"Storage is down: storage-1 on mail-vm-1 is not running","level":1,"onset":"2026-11-23T05:40:34Z","evidence":[{"node":"container/vm-1/storage-1","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:40:34Z"}],"changes":[],"symptoms":[],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO public.incident_change VALUES ('container/vm-2/storage-2@1795412443.439', 1795412462.089, '{"id":"container/vm-2/storage-2@1795412443.439","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","level":1,"onset":"2026-11-23T05:40:40Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":9.965555555025736,"limit":3,"text":"keeps restarting: 10 more than 4/h allows, burst 3","since":"2026-11-23T05:40:40Z"},{"node":"container/vm-2/storage-2","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:40:58Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO public.kysely_migration VALUES ('0001-memory', '2026-11-23T05:40:31.219Z');
INSERT INTO public.kysely_migration VALUES ('0002-pieces', '2026-11-23T05:40:31.320Z');
INSERT INTO public.kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO public.memory VALUES ('result', '{"at":"2026-11-23T05:41:08.529Z","incidents":["container/vm-2/storage-2@1795412443.439"]}');
INSERT INTO public.memory VALUES ('writer', 'e3f015c4-808a-4cdd-a174-8e958ab0a6cf');
INSERT INTO public.memory VALUES ('incidents', '{"open":["container/vm-2/storage-2@1795412443.439"],"ended":["container/vm-1/storage-1@1795412437.973"]}');
INSERT INTO public.memory VALUES ('publish', '{"refreshedAt":1795412431.423,"toldUntil":{"clock":1795412468,"ns":529000044},"slots":[["container/vm-2/storage-2@1795412443.439",2]]}');
INSERT INTO public.memory VALUES ('tidied', '1795412469.113');
INSERT INTO public.model_source VALUES ('9f77131b82a0676d3254b2e593f9a04625b6dd61166a246d04b0c278b14adfc2', 'H4sIAAAAAAAAA2VRzW7CMAx+FSvndoxuJ1/3Btux5WCIGRFtUsUuGqr67lOSsoFQLtHn78/JbI6uZzHYzmYkPRk0A7n+5UpDbyqj/KMGTeflKsoDwgzOIiRKBZ4GRvgIcQyRlDMKS+dl2he6YOcBREOkb853WEVfBSvQGKwgtCtvV8Dj5A/qgpdVBxCZbCpQHD6ZLOTuKTJb3IfBDGfnLYIoKfcsUkHksXcHEoSmgkPwSs5zFITOrLJ6XjlLZ/ImHC+JkZwvQ739j0+71gmqwDo5S5pYUsqUIUxeETYZgCWd1aF5dmjS8K5NYtZ/rFuxbQWlDMJDapszdiXgWdY8yHJUnHq+vRXplJsfQ0R4leISWZSi5kH6V4T3zamC/RRFEd4SySy75Rf6Wk2aOgIAAA==');
INSERT INTO public.model_version VALUES (1795412431.423, '9f77131b82a0676d3254b2e593f9a04625b6dd61166a246d04b0c278b14adfc2');
INSERT INTO public.node_change VALUES ('system/mail', 1795412431.423, '{"state":"working","severity":0,"reserve":1}');
INSERT INTO public.node_change VALUES ('subsystem/storage', 1795412431.423, '{"state":"working","severity":0,"reserve":1}');
INSERT INTO public.node_change VALUES ('pod/storage', 1795412431.423, '{"state":"working","severity":0,"reserve":1}');
INSERT INTO public.node_change VALUES ('shard/storage/0', 1795412431.423, '{"state":"working","severity":0,"reserve":1}');
INSERT INTO public.node_change VALUES ('container/vm-1/storage-1', 1795412431.423, '{"state":"working","severity":0}');
INSERT INTO public.node_change VALUES ('container/vm-2/storage-2', 1795412431.423, '{"state":"working","severity":0}');
INSERT INTO public.node_change VALUES ('disk/vm-1/data1', 1795412431.423, '{"state":"unknown","severity":0}');
INSERT INTO public.node_change VALUES ('network/vm-1', 1795412431.423, '{"state":"unknown","severity":0}');
INSERT INTO public.node_change VALUES ('network/vm-2', 1795412431.423, '{"state":"unknown","severity":0}');
INSERT INTO public.node_change VALUES ('server/vm-1', 1795412431.423, '{"state":"working","severity":0}');
INSERT INTO public.node_change VALUES ('server/vm-2', 1795412431.423, '{"state":"working","severity":0}');
INSERT INTO public.node_change VALUES ('function/storage.read', 1795412431.423, '{"state":"available"}');
INSERT INTO public.node_change VALUES ('system/mail', 1795412437.973, '{"state":"working","severity":3,"reserve":0}');
INSERT INTO public.node_change VALUES ('subsystem/storage', 1795412437.973, '{"state":"working","severity":3,"reserve":0}');
INSERT INTO public.node_change VALUES ('pod/storage', 1795412437.973, '{"state":"working","severity":3,"reserve":0}');
INSERT INTO public.node_change VALUES ('shard/storage/0', 1795412437.973, '{"state":"working","severity":3,"reserve":0}');
INSERT INTO public.node_change VALUES ('container/vm-1/storage-1', 1795412437.973, '{"state":"failed","severity":3}');
INSERT INTO public.node_change VALUES ('system/mail', 1795412443.439, '{"state":"failed","severity":5,"reserve":0}');
INSERT INTO public.node_change VALUES ('subsystem/storage', 1795412443.439, '{"state":"failed","severity":5,"reserve":0}');
INSERT INTO public.node_change VALUES ('pod/storage', 1795412443.439, '{"state":"failed","severity":5,"reserve":0}');
INSERT INTO public.node_change VALUES ('shard/storage/0', 1795412443.439, '{"state":"failed","severity":5,"reserve":0}');
INSERT INTO public.node_change VALUES ('container/vm-1/storage-1', 1795412443.439, '{"state":"failed","severity":5}');
INSERT INTO public.node_change VALUES ('container/vm-2/storage-2', 1795412443.439, '{"state":"failed","severity":5}');
INSERT INTO public.node_change VALUES ('function/storage.read', 1795412443.439, '{"state":"lost"}');
INSERT INTO public.node_change VALUES ('system/mail', 1795412449.283, '{"state":"working","severity":3,"reserve":0}');
INSERT INTO public.node_change VALUES ('subsystem/storage', 1795412449.283, '{"state":"working","severity":3,"reserve":0}');
INSERT INTO public.node_change VALUES ('pod/storage', 1795412449.283, '{"state":"working","severity":3,"reserve":0}');
INSERT INTO public.node_change VALUES ('shard/storage/0', 1795412449.283, '{"state":"working","severity":3,"reserve":0}');
INSERT INTO public.node_change VALUES ('container/vm-1/storage-1', 1795412449.283, '{"state":"working","severity":0}');
INSERT INTO public.node_change VALUES ('container/vm-2/storage-2', 1795412449.283, '{"state":"failed","severity":3}');
INSERT INTO public.node_change VALUES ('function/storage.read', 1795412449.283, '{"state":"available"}');
INSERT INTO public.node_memory VALUES ('disk/vm-1/data1', '{"signals":{},"rules":{},"awaitedSince":1795412431.423}');
INSERT INTO public.node_memory VALUES ('network/vm-1', '{"signals":{},"rules":{},"awaitedSince":1795412431.423}');
INSERT INTO public.node_memory VALUES ('network/vm-2', '{"signals":{},"rules":{},"awaitedSince":1795412431.423}');
INSERT INTO public.node_memory VALUES ('server/vm-1', '{"signals":{"maintenance":{"newest":{"at":1795412468.529,"value":0}}},"rules":{},"awaitedSince":1795412431.423}');
INSERT INTO public.node_memory VALUES ('server/vm-2', '{"signals":{"maintenance":{"newest":{"at":1795412468.529,"value":0}}},"rules":{},"awaitedSince":1795412431.423}');
INSERT INTO public.node_memory VALUES ('container/vm-1/storage-1', '{"signals":{"status":{"newest":{"at":1795412464.0000005,"value":"running"}},"restarts":{"newest":{"at":1795412464.0000005,"value":3}}},"rules":{"restarts":{"kind":"growth","signal":"restarts","per":"time","level":0,"requests":[],"waiting":[],"counter":{"at":1795412464.0000005,"raw":3,"total":0},"judged":{"at":1795412464.0000005,"total":0,"progress":1795412464.0000005}},"status":{"kind":"condition","of":"status not-running","holds":false,"since":1795412445.0000002,"confirmed":false,"active":false}}}');
INSERT INTO public.node_memory VALUES ('container/vm-2/storage-2', '{"signals":{"status":{"newest":{"at":1795412464.0000005,"value":"stopped"}},"restarts":{"newest":{"at":1795412464.0000005,"value":17}}},"rules":{"restarts":{"kind":"growth","signal":"restarts","per":"time","level":11.958888888359072,"requests":[],"waiting":[],"counter":{"at":1795412464.0000005,"raw":17,"total":12},"judged":{"at":1795412464.0000005,"total":12,"progress":1795412464.0000005},"violation":{"since":1795412440.0000002,"anchor":{"at":1795412464.0000005,"total":12,"progress":1795412464.0000005}}},"status":{"kind":"condition","of":"status not-running","holds":true,"since":1795412458.0000005,"confirmed":true,"active":true,"activeSince":1795412458.0000005}}}');
INSERT INTO public.outbox VALUES (370, 'Linchpin mail', 'linchpin.cycle.time', '0.271', 1795412468, 529000043);
INSERT INTO public.outbox VALUES (371, 'Linchpin mail', 'linchpin.heartbeat', '1795412468', 1795412468, 529000044);
INSERT INTO public.piece VALUES ('result', 'disk/vm-1/data1', '{"id":"disk/vm-1/data1","state":"unknown","severity":0,"name":"/data1"}');
INSERT INTO public.piece VALUES ('result', 'network/vm-1', '{"id":"network/vm-1","state":"unknown","severity":0,"name":"mail-vm-1"}');
INSERT INTO public.piece VALUES ('result', 'network/vm-2', '{"id":"network/vm-2","state":"unknown","severity":0,"name":"mail-vm-2"}');
INSERT INTO public.piece VALUES ('result', 'server/vm-1', '{"id":"server/vm-1","state":"working","severity":0,"name":"mail-vm-1"}');
INSERT INTO public.piece VALUES ('result', 'server/vm-2', '{"id":"server/vm-2","state":"working","severity":0,"name":"mail-vm-2"}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.subsystem.discovery', '{"value":"[{\"{#ID}\":\"storage\",\"{#NAME}\":\"Storage\",\"{#SUBSYSTEM}\":\"Storage\"}]","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.pod.discovery', '{"value":"[{\"{#ID}\":\"storage\",\"{#NAME}\":\"storage\",\"{#SUBSYSTEM}\":\"Storage\"}]","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.function.discovery', '{"value":"[{\"{#ID}\":\"storage.read\",\"{#NAME}\":\"Read files\",\"{#SUBSYSTEM}\":\"Storage\"}]","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.blind', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.health', '{"value":1,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.model.refused', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.outbox', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.cycle.missed', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[3]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[3]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[3]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[3]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[3]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[4]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[4]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[4]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[4]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[4]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[5]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[5]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[5]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[5]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[2]', '{"value":"Restart the container","at":1795412462.089}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[2]', '{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412462.089}');
INSERT INTO public.piece VALUES ('result', 'container/vm-2/storage-2', '{"id":"container/vm-2/storage-2","state":"failed","severity":3,"evidence":[{"rule":"restarts","signal":"restarts","value":11.958888888359072,"limit":3,"text":"keeps restarting: 12 more than 4/h allows, burst 3","since":"2026-11-23T05:40:40Z"},{"rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:40:58Z"}]}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[2]', '{"value":"container/vm-2/storage-2","at":1795412443.439}');
INSERT INTO public.piece VALUES ('result', 'function/storage.read', '{"id":"function/storage.read","name":"Read files","state":"available","because":[]}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.system.state', '{"value":1,"at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.subsystem.state[storage]', '{"value":1,"at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.pod.state[storage]', '{"value":1,"at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.function.state[storage.read]', '{"value":1,"at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.functions.lost', '{"value":"","at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.system.outage', '{"value":"","at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.subsystem.outage[storage]', '{"value":"","at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.pod.outage[storage]', '{"value":"","at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[2]', '{"value":3,"at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[5]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[6]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[6]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[6]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[6]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[6]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[7]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[7]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[7]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[7]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[7]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[8]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[8]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[8]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[8]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[8]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[9]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[9]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[9]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[9]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[9]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[10]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[10]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[10]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[10]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[10]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[11]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[11]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[11]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[11]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[11]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[12]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[12]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[12]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[12]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[12]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[13]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[13]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[13]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[13]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[13]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[14]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[14]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[14]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[14]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[14]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[15]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[15]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[15]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[15]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[15]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[16]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[16]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[16]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[16]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[16]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[17]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[17]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[17]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[17]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[17]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[18]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[18]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[18]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[18]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[18]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[19]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[19]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[19]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[19]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[19]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[20]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[20]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[20]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[20]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[20]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[21]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[21]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[21]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[21]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[21]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[22]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[22]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[22]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[22]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[22]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[23]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[23]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[23]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[23]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[23]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[24]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[24]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[24]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[24]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[24]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[25]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[25]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[25]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[25]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[25]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[26]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[26]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[26]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[26]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[26]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[27]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[27]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[27]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[27]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[27]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[28]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[28]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[28]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[28]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[28]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[29]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[29]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[29]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[29]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[29]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[30]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[30]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[30]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[30]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[30]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[31]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[31]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[31]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[31]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[31]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[32]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[32]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[32]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[32]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[32]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[33]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[33]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[33]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[33]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[33]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[34]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[34]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[34]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[34]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[34]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[35]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[35]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[35]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[35]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[35]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[36]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[36]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[36]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[36]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[36]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[37]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[37]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[37]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[37]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[37]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[38]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[38]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[38]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[38]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[38]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[39]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[39]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[39]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[39]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[39]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[40]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[40]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[40]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[40]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[40]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[41]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[41]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[41]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[41]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[41]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[42]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[42]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[42]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[42]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[42]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[43]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[43]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[43]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[43]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[43]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[44]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[44]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[44]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[44]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[44]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[45]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[45]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[45]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[45]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[45]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[46]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[46]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[46]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[46]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[46]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[47]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[47]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[47]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[47]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[47]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[48]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[48]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[48]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[48]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[48]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[49]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[49]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[49]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[49]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[49]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[50]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[50]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[50]', '{"value":"","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[50]', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[50]', '{"value":"0","at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incidents.more', '{"value":0,"at":1795412431.423}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.system.reserve', '{"value":0,"at":1795412437.973}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.subsystem.reserve[storage]', '{"value":0,"at":1795412437.973}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.pod.reserve[storage]', '{"value":0,"at":1795412437.973}');
INSERT INTO public.piece VALUES ('result', 'system/mail', '{"id":"system/mail","name":"Corporate mail","state":"working","severity":3,"reserve":0}');
INSERT INTO public.piece VALUES ('result', 'subsystem/storage', '{"id":"subsystem/storage","name":"Storage","state":"working","severity":3,"reserve":0}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.root[1]', '{"value":"","at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.action[1]', '{"value":"","at":1795412449.283}');
INSERT INTO public.piece VALUES ('result', 'pod/storage', '{"id":"pod/storage","name":"storage","state":"working","severity":3,"reserve":0}');
INSERT INTO public.piece VALUES ('result', 'shard/storage/0', '{"id":"shard/storage/0","name":"0","state":"working","severity":3,"reserve":0}');
INSERT INTO public.piece VALUES ('result', 'container/vm-1/storage-1', '{"id":"container/vm-1/storage-1","state":"working","severity":0}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.system.severity', '{"value":3,"at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.system.rootcause', '{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412462.089}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.pod.rootcause[storage]', '{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412462.089}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.summary', '{"value":"Corporate mail works WITHOUT RESERVE: one more failure in storage may be an outage.\nSubsystems: 1 of 1 work; working WITHOUT RESERVE: Storage (incident 1).\nFunctions for users: 1 of 1 available.\nReserve: 0 of 1 pods bear at least 1 more failure; NONE LEFT: storage (incident 1).\n\n1. AT RISK: Storage (storage) has no reserve left; began 05:40 UTC\n   Root cause: storage-2 on mail-vm-2 is not running\n   Users lose: nothing yet\n   Reserve:    none left: one more failure in storage (left: storage-1 on mail-vm-1) may be an outage, act soon\n   To do:      Restart the container\n\nAs of 2026-11-23 05:41 UTC, with data of 2 of 2 containers and 2 of 2 servers. If this time is more than 5 minutes ago, Linchpin has stopped and this page is old.","at":1795412462.089}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incidents', '{"value":"[{\"id\":\"container/vm-2/storage-2@1795412443.439\",\"rank\":1,\"severity\":\"at-risk\",\"zabbixSeverity\":3,\"root\":\"container/vm-2/storage-2\",\"text\":\"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running\",\"onset\":\"2026-11-23T05:40:40Z\",\"stale\":false,\"symptoms\":0,\"functionsLost\":[],\"functionsImpaired\":[],\"reserve\":0,\"action\":{\"advice\":\"restart\",\"text\":\"Restart the container\"}}]","at":1795412462.089}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.cycle.time', '{"value":0.271,"at":1795412468.529}');
INSERT INTO public.piece VALUES ('incident', 'container/vm-1/storage-1@1795412437.973', '{"incident":{"id":"container/vm-1/storage-1@1795412437.973","rank":1,"root":"container/vm-1/storage-1","containers":["container/vm-1/storage-1"],"severity":"critical","zabbixSeverity":5,"stale":false,"planned":false,"level":1,"onset":1795412434.0000002,"openedAt":1795412437.973,"evidence":[{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412434.0000002,"node":"container/vm-1/storage-1"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":["pod/storage","subsystem/storage","system/mail"],"functionsLost":["function/storage.read"],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}},"counted":{"shard/storage/0":"critical"},"closedAt":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[2]', '{"value":"3\tno\tcontainer/vm-2/storage-2\tstorage\tRead its logs; if it changed lately, roll back; else restart\tStorage (storage) has no reserve left: storage-2 on mail-vm-2 keeps restarting: 6 more than 4/h allows, burst 3","at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.subsystem.severity[storage]', '{"value":3,"at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.pod.severity[storage]', '{"value":3,"at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.text[1]', '{"value":"","at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.severity[1]', '{"value":0,"at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.incident.problem[1]', '{"value":"0","at":1795412449.283}');
INSERT INTO public.piece VALUES ('published', 'Linchpin mail
linchpin.subsystem.rootcause[storage]', '{"value":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","at":1795412462.089}');
INSERT INTO public.piece VALUES ('result-incident', 'container/vm-2/storage-2@1795412443.439', '{"id":"container/vm-2/storage-2@1795412443.439","rank":1,"severity":"at-risk","state":"open","stale":false,"zabbixSeverity":3,"root":"container/vm-2/storage-2","text":"Storage (storage) has no reserve left: storage-2 on mail-vm-2 is not running","level":1,"onset":"2026-11-23T05:40:40Z","evidence":[{"node":"container/vm-2/storage-2","rule":"restarts","signal":"restarts","value":11.958888888359072,"limit":3,"text":"keeps restarting: 12 more than 4/h allows, burst 3","since":"2026-11-23T05:40:40Z"},{"node":"container/vm-2/storage-2","rule":"status","signal":"status","value":"stopped","text":"is not running","since":"2026-11-23T05:40:58Z"}],"changes":[],"symptoms":[],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart","text":"Restart the container"},"planned":false}');
INSERT INTO public.piece VALUES ('incident', 'container/vm-2/storage-2@1795412443.439', '{"incident":{"id":"container/vm-2/storage-2@1795412443.439","rank":1,"root":"container/vm-2/storage-2","containers":["container/vm-2/storage-2"],"severity":"at-risk","zabbixSeverity":3,"stale":false,"planned":false,"level":1,"onset":1795412440.0000002,"openedAt":1795412443.439,"evidence":[{"rule":"restarts","class":"growth","signal":"restarts","value":17,"growth":{"level":11.958888888359072,"allowance":{"per":"time","rate":0.0011111111111111111,"burst":3}},"since":1795412440.0000002,"node":"container/vm-2/storage-2"},{"rule":"status","class":"direct","signal":"status","value":"stopped","since":1795412458.0000005,"node":"container/vm-2/storage-2"}],"changes":[],"symptoms":[],"shards":["shard/storage/0"],"failed":[],"functionsLost":[],"functionsImpaired":[],"reserve":0,"action":{"advice":"restart"}},"counted":{"shard/storage/0":"at-risk"}}');
INSERT INTO public.silence VALUES ('144c3d24-1d82-482a-b757-a650dabf68ff', 'disk/vm-1/data1', 1795412474.349, 1827034874.349, 'moved to rack 7', 'anna');
SELECT pg_catalog.setval('public.outbox_sequence_seq', 371, true);
ALTER TABLE ONLY public.incident_change
    ADD CONSTRAINT incident_change_pk PRIMARY KEY (id, at);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.memory
    ADD CONSTRAINT memory_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.model_source
    ADD CONSTRAINT model_source_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.model_version
    ADD CONSTRAINT model_version_pkey PRIMARY KEY (since);
ALTER TABLE ONLY public.node_change
    ADD CONSTRAINT node_change_pk PRIMARY KEY (node, at);
ALTER TABLE ONLY public.node_memory
    ADD CONSTRAINT node_memory_pkey PRIMARY KEY (node);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (sequence);
ALTER TABLE ONLY public.piece
    ADD CONSTRAINT piece_pk PRIMARY KEY (of, id);
ALTER TABLE ONLY public.silence
    ADD CONSTRAINT silence_pkey PRIMARY KEY (id);
CREATE INDEX incident_change_at ON public.incident_change USING btree (at);
CREATE INDEX incident_state ON public.incident USING btree (state);
CREATE INDEX node_change_at ON public.node_change USING btree (at);
