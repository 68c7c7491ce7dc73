-- create "factors" table
CREATE TABLE `factors` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `name` text NOT NULL DEFAULT (''), `sealed` blob NULL, `last_step` integer NOT NULL DEFAULT (0), `credential_id` blob NULL, `credential` text NOT NULL DEFAULT (''), `created_at` datetime NOT NULL, `last_used_at` datetime NULL, `user_id` integer NOT NULL, CONSTRAINT `factors_users_factors` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "factors_credential_id_key" to table: "factors"
CREATE UNIQUE INDEX `factors_credential_id_key` ON `factors` (`credential_id`);
-- create index "factor_user_id" to table: "factors"
CREATE INDEX `factor_user_id` ON `factors` (`user_id`);
-- create "recovery_codes" table
CREATE TABLE `recovery_codes` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `hash` blob NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `recovery_codes_users_recovery_codes` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "recovery_codes_hash_key" to table: "recovery_codes"
CREATE UNIQUE INDEX `recovery_codes_hash_key` ON `recovery_codes` (`hash`);
-- create index "recoverycode_user_id" to table: "recovery_codes"
CREATE INDEX `recoverycode_user_id` ON `recovery_codes` (`user_id`);
-- create "steps" table
CREATE TABLE `steps` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `purpose` text NOT NULL, `hash` blob NOT NULL, `expires_at` datetime NOT NULL, `user_id` integer NULL, CONSTRAINT `steps_users_steps` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "steps_hash_key" to table: "steps"
CREATE UNIQUE INDEX `steps_hash_key` ON `steps` (`hash`);
-- create index "step_user_id" to table: "steps"
CREATE INDEX `step_user_id` ON `steps` (`user_id`);
-- create index "step_expires_at" to table: "steps"
CREATE INDEX `step_expires_at` ON `steps` (`expires_at`);
