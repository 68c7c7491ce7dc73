-- Columns are added at the end instead of rebuilding the tables: of a million tokens that would copy every row and make every index anew.
-- add columns to table: "services"
ALTER TABLE `services` ADD COLUMN `calls_per_minute` integer NOT NULL DEFAULT (0);
ALTER TABLE `services` ADD COLUMN `burst` integer NOT NULL DEFAULT (0);
ALTER TABLE `services` ADD COLUMN `calls_per_day` integer NOT NULL DEFAULT (0);
-- add columns to table: "tokens"
ALTER TABLE `tokens` ADD COLUMN `calls_per_minute` integer NOT NULL DEFAULT (0);
ALTER TABLE `tokens` ADD COLUMN `burst` integer NOT NULL DEFAULT (0);
ALTER TABLE `tokens` ADD COLUMN `calls_per_day` integer NOT NULL DEFAULT (0);
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
