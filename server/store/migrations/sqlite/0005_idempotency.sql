-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_services" table
CREATE TABLE `new_services` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `short_name` text NOT NULL DEFAULT (''), `enabled` bool NOT NULL DEFAULT (false), `authorised_users_only` bool NOT NULL DEFAULT (false), `required_capability` text NOT NULL DEFAULT (''), `download_files` bool NOT NULL DEFAULT (false), `upload_files` bool NOT NULL DEFAULT (false), `component` text NOT NULL DEFAULT (''), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `calls_per_minute` integer NOT NULL DEFAULT (0), `burst` integer NOT NULL DEFAULT (0), `calls_per_day` integer NOT NULL DEFAULT (0));
-- copy rows from old table "services" to new temporary table "new_services"
INSERT INTO `new_services` (`id`, `name`, `short_name`, `enabled`, `authorised_users_only`, `required_capability`, `download_files`, `upload_files`, `component`, `created_at`, `updated_at`) SELECT `id`, `name`, `short_name`, `enabled`, `authorised_users_only`, `required_capability`, `download_files`, `upload_files`, `component`, `created_at`, `updated_at` FROM `services`;
-- drop "services" table after copying rows
DROP TABLE `services`;
-- rename temporary table "new_services" to "services"
ALTER TABLE `new_services` RENAME TO `services`;
-- create index "services_name_key" to table: "services"
CREATE UNIQUE INDEX `services_name_key` ON `services` (`name`);
-- create index "service_short_name" to table: "services"
CREATE UNIQUE INDEX `service_short_name` ON `services` (`short_name`) WHERE short_name <> '';
-- create "new_tokens" table
CREATE TABLE `new_tokens` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `hash` blob NOT NULL, `hint` text NOT NULL, `imported` bool NOT NULL DEFAULT (false), `origin` text NOT NULL DEFAULT ('admin'), `ip_restriction` text NOT NULL DEFAULT (''), `valid_until` datetime NULL, `created_at` datetime NOT NULL, `last_used_at` datetime NULL, `last_used_from` text NOT NULL DEFAULT (''), `revoked_at` datetime NULL, `rotated_to` integer NULL, `calls_per_minute` integer NOT NULL DEFAULT (0), `burst` integer NOT NULL DEFAULT (0), `calls_per_day` integer NOT NULL DEFAULT (0), `course_id` integer NULL, `service_id` integer NOT NULL, `creator_id` integer NULL, `user_id` integer NOT NULL, CONSTRAINT `tokens_courses_tokens` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE, CONSTRAINT `tokens_services_tokens` FOREIGN KEY (`service_id`) REFERENCES `services` (`id`) ON DELETE CASCADE, CONSTRAINT `tokens_users_creator` FOREIGN KEY (`creator_id`) REFERENCES `users` (`id`) ON DELETE SET NULL, CONSTRAINT `tokens_users_tokens` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- copy rows from old table "tokens" to new temporary table "new_tokens"
INSERT INTO `new_tokens` (`id`, `name`, `hash`, `hint`, `imported`, `origin`, `ip_restriction`, `valid_until`, `created_at`, `last_used_at`, `last_used_from`, `revoked_at`, `rotated_to`, `course_id`, `service_id`, `creator_id`, `user_id`) SELECT `id`, `name`, `hash`, `hint`, `imported`, `origin`, `ip_restriction`, `valid_until`, `created_at`, `last_used_at`, `last_used_from`, `revoked_at`, `rotated_to`, `course_id`, `service_id`, `creator_id`, `user_id` FROM `tokens`;
-- drop "tokens" table after copying rows
DROP TABLE `tokens`;
-- rename temporary table "new_tokens" to "tokens"
ALTER TABLE `new_tokens` RENAME TO `tokens`;
-- create index "tokens_hash_key" to table: "tokens"
CREATE UNIQUE INDEX `tokens_hash_key` ON `tokens` (`hash`);
-- create index "token_user_id_service_id" to table: "tokens"
CREATE INDEX `token_user_id_service_id` ON `tokens` (`user_id`, `service_id`);
-- create index "token_service_id" to table: "tokens"
CREATE INDEX `token_service_id` ON `tokens` (`service_id`);
-- create index "token_valid_until" to table: "tokens"
CREATE INDEX `token_valid_until` ON `tokens` (`valid_until`);
-- create index "token_last_used_at" to table: "tokens"
CREATE INDEX `token_last_used_at` ON `tokens` (`last_used_at`);
-- create index "token_name" to table: "tokens"
CREATE INDEX `token_name` ON `tokens` (`name`);
-- create index "token_hint" to table: "tokens"
CREATE INDEX `token_hint` ON `tokens` (`hint`);
-- create index "token_rotated_to" to table: "tokens"
CREATE INDEX `token_rotated_to` ON `tokens` (`rotated_to`);
-- create index "token_service_id_revoked_at_valid_until" to table: "tokens"
CREATE INDEX `token_service_id_revoked_at_valid_until` ON `tokens` (`service_id`, `revoked_at`, `valid_until`);
-- create index "token_revoked_at" to table: "tokens"
CREATE INDEX `token_revoked_at` ON `tokens` (`revoked_at`) WHERE revoked_at IS NOT NULL;
-- create "allowances" table
CREATE TABLE `allowances` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `subject` text NOT NULL, `next` integer NOT NULL DEFAULT (0), `day_from` integer NOT NULL DEFAULT (0), `day_calls` integer NOT NULL DEFAULT (0), `used_at` datetime NOT NULL);
-- create index "allowances_subject_key" to table: "allowances"
CREATE UNIQUE INDEX `allowances_subject_key` ON `allowances` (`subject`);
-- create index "allowance_used_at" to table: "allowances"
CREATE INDEX `allowance_used_at` ON `allowances` (`used_at`);
-- create "kept_answers" table
CREATE TABLE `kept_answers` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `key` blob NOT NULL, `request` blob NOT NULL, `function` text NOT NULL, `answer` blob NULL, `at` datetime NOT NULL);
-- create index "kept_answers_key_key" to table: "kept_answers"
CREATE UNIQUE INDEX `kept_answers_key_key` ON `kept_answers` (`key`);
-- create index "keptanswer_at" to table: "kept_answers"
CREATE INDEX `keptanswer_at` ON `kept_answers` (`at`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
