-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create index "auditevent_door_at" to table: "audit_events"
CREATE INDEX `auditevent_door_at` ON `audit_events` (`door`, `at`);
-- create index "auditevent_subject_at" to table: "audit_events"
CREATE INDEX `auditevent_subject_at` ON `audit_events` (`subject`, `at`);
-- create "new_call_records" table
CREATE TABLE `new_call_records` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `at` datetime NOT NULL, `protocol` text NOT NULL, `function` text NOT NULL, `user_id` integer NOT NULL DEFAULT (0), `token_id` integer NOT NULL DEFAULT (0), `service_id` integer NOT NULL DEFAULT (0), `address` text NOT NULL, `result` text NOT NULL DEFAULT ('answered'), `code` text NOT NULL DEFAULT (''), `check` text NOT NULL DEFAULT (''), `path` text NOT NULL DEFAULT (''), `duration_us` integer NOT NULL DEFAULT (0), `request_id` text NOT NULL);
-- copy rows from old table "call_records" to new temporary table "new_call_records"
INSERT INTO `new_call_records` (`id`, `at`, `protocol`, `function`, `user_id`, `token_id`, `service_id`, `address`, `code`, `check`, `path`, `duration_us`, `request_id`) SELECT `id`, `at`, `protocol`, `function`, `user_id`, `token_id`, `service_id`, `address`, `code`, `check`, `path`, `duration_us`, `request_id` FROM `call_records`;
-- drop "call_records" table after copying rows
DROP TABLE `call_records`;
-- rename temporary table "new_call_records" to "call_records"
ALTER TABLE `new_call_records` RENAME TO `call_records`;
-- say of the calls so far how they ended
UPDATE `call_records` SET `result` = CASE WHEN `check` <> '' THEN 'refused' WHEN `code` <> '' THEN 'failed' ELSE 'answered' END;
-- create index "callrecord_at" to table: "call_records"
CREATE INDEX `callrecord_at` ON `call_records` (`at`);
-- create index "callrecord_token_id_at" to table: "call_records"
CREATE INDEX `callrecord_token_id_at` ON `call_records` (`token_id`, `at`);
-- create index "callrecord_user_id_at" to table: "call_records"
CREATE INDEX `callrecord_user_id_at` ON `call_records` (`user_id`, `at`);
-- create index "callrecord_service_id_at" to table: "call_records"
CREATE INDEX `callrecord_service_id_at` ON `call_records` (`service_id`, `at`);
-- create index "callrecord_function_at" to table: "call_records"
CREATE INDEX `callrecord_function_at` ON `call_records` (`function`, `at`);
-- create index "callrecord_protocol_at" to table: "call_records"
CREATE INDEX `callrecord_protocol_at` ON `call_records` (`protocol`, `at`);
-- create index "callrecord_result_at" to table: "call_records"
CREATE INDEX `callrecord_result_at` ON `call_records` (`result`, `at`);
-- create index "callrecord_code_at" to table: "call_records"
CREATE INDEX `callrecord_code_at` ON `call_records` (`code`, `at`);
-- create index "callrecord_check_at" to table: "call_records"
CREATE INDEX `callrecord_check_at` ON `call_records` (`check`, `at`);
-- create index "callrecord_address_at" to table: "call_records"
CREATE INDEX `callrecord_address_at` ON `call_records` (`address`, `at`);
-- create index "callrecord_request_id" to table: "call_records"
CREATE INDEX `callrecord_request_id` ON `call_records` (`request_id`);
-- add column "updated_at" to table: "roles"
ALTER TABLE `roles` ADD COLUMN `updated_at` datetime NULL;
-- create index "roleassignment_role_id_user_id" to table: "role_assignments"
CREATE INDEX `roleassignment_role_id_user_id` ON `role_assignments` (`role_id`, `user_id`);
-- create index "token_service_id_revoked_at_valid_until" to table: "tokens"
CREATE INDEX `token_service_id_revoked_at_valid_until` ON `tokens` (`service_id`, `revoked_at`, `valid_until`);
-- create index "token_last_used_at" to table: "tokens"
CREATE INDEX `token_last_used_at` ON `tokens` (`last_used_at`);
-- create index "token_name" to table: "tokens"
CREATE INDEX `token_name` ON `tokens` (`name`);
-- create index "token_hint" to table: "tokens"
CREATE INDEX `token_hint` ON `tokens` (`hint`);
-- create index "token_rotated_to" to table: "tokens"
CREATE INDEX `token_rotated_to` ON `tokens` (`rotated_to`);
-- create index "token_revoked_at" to table: "tokens"
CREATE INDEX `token_revoked_at` ON `tokens` (`revoked_at`) WHERE revoked_at IS NOT NULL;
-- create index "user_suspended" to table: "users"
CREATE INDEX `user_suspended` ON `users` (`suspended`) WHERE suspended;
-- create index "user_confirmed" to table: "users"
CREATE INDEX `user_confirmed` ON `users` (`confirmed`) WHERE NOT confirmed;
-- create index "user_deleted" to table: "users"
CREATE INDEX `user_deleted` ON `users` (`deleted`) WHERE deleted;
-- create index "user_site_admin" to table: "users"
CREATE INDEX `user_site_admin` ON `users` (`site_admin`) WHERE site_admin;
-- create "call_days" table
CREATE TABLE `call_days` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `day` datetime NOT NULL, `protocol` text NOT NULL, `service_id` integer NOT NULL DEFAULT (0), `token_id` integer NOT NULL DEFAULT (0), `calls` integer NOT NULL DEFAULT (0), `refused` integer NOT NULL DEFAULT (0), `failed` integer NOT NULL DEFAULT (0));
-- create index "callday_token_id_day_protocol_service_id" to table: "call_days"
CREATE UNIQUE INDEX `callday_token_id_day_protocol_service_id` ON `call_days` (`token_id`, `day`, `protocol`, `service_id`);
-- create index "callday_service_id_day" to table: "call_days"
CREATE INDEX `callday_service_id_day` ON `call_days` (`service_id`, `day`);
-- create index "callday_day_protocol" to table: "call_days"
CREATE INDEX `callday_day_protocol` ON `call_days` (`day`, `protocol`);
-- create "call_hours" table
CREATE TABLE `call_hours` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `hour` datetime NOT NULL, `protocol` text NOT NULL, `calls` integer NOT NULL DEFAULT (0), `refused` integer NOT NULL DEFAULT (0), `failed` integer NOT NULL DEFAULT (0), `slot0` integer NOT NULL DEFAULT (0), `slot1` integer NOT NULL DEFAULT (0), `slot2` integer NOT NULL DEFAULT (0), `slot3` integer NOT NULL DEFAULT (0), `slot4` integer NOT NULL DEFAULT (0), `slot5` integer NOT NULL DEFAULT (0), `slot6` integer NOT NULL DEFAULT (0), `slot7` integer NOT NULL DEFAULT (0), `slot8` integer NOT NULL DEFAULT (0), `slot9` integer NOT NULL DEFAULT (0), `slot10` integer NOT NULL DEFAULT (0), `slot11` integer NOT NULL DEFAULT (0), `slot12` integer NOT NULL DEFAULT (0), `slot13` integer NOT NULL DEFAULT (0), `slot14` integer NOT NULL DEFAULT (0), `slot15` integer NOT NULL DEFAULT (0));
-- create index "callhour_hour_protocol" to table: "call_hours"
CREATE UNIQUE INDEX `callhour_hour_protocol` ON `call_hours` (`hour`, `protocol`);
-- create "links" table
CREATE TABLE `links` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `purpose` text NOT NULL, `hash` blob NOT NULL, `created_at` datetime NOT NULL, `expires_at` datetime NOT NULL, `user_id` integer NULL, CONSTRAINT `links_users_links` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "links_hash_key" to table: "links"
CREATE UNIQUE INDEX `links_hash_key` ON `links` (`hash`);
-- create "secrets" table
CREATE TABLE `secrets` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `value` blob NOT NULL);
-- create index "secrets_name_key" to table: "secrets"
CREATE UNIQUE INDEX `secrets_name_key` ON `secrets` (`name`);
-- create "sessions" table
CREATE TABLE `sessions` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `family` text NOT NULL, `hash` blob NOT NULL, `created_at` datetime NOT NULL, `authenticated_at` datetime NOT NULL, `last_seen_at` datetime NOT NULL, `expires_at` datetime NOT NULL, `address` text NOT NULL DEFAULT (''), `browser` text NOT NULL DEFAULT (''), `user_id` integer NOT NULL, CONSTRAINT `sessions_users_sessions` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "sessions_family_key" to table: "sessions"
CREATE UNIQUE INDEX `sessions_family_key` ON `sessions` (`family`);
-- create index "session_user_id" to table: "sessions"
CREATE INDEX `session_user_id` ON `sessions` (`user_id`);
-- create index "session_expires_at" to table: "sessions"
CREATE INDEX `session_expires_at` ON `sessions` (`expires_at`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
