-- create "audit_events" table
CREATE TABLE `audit_events` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `at` datetime NOT NULL, `action` text NOT NULL, `actor_id` integer NOT NULL DEFAULT (0), `actor` text NOT NULL DEFAULT (''), `door` text NOT NULL DEFAULT (''), `token_id` integer NOT NULL DEFAULT (0), `service_id` integer NOT NULL DEFAULT (0), `address` text NOT NULL DEFAULT (''), `request_id` text NOT NULL DEFAULT (''), `subject` text NOT NULL DEFAULT (''), `details` json NULL);
-- create index "auditevent_at" to table: "audit_events"
CREATE INDEX `auditevent_at` ON `audit_events` (`at`);
-- create index "auditevent_actor_id_at" to table: "audit_events"
CREATE INDEX `auditevent_actor_id_at` ON `audit_events` (`actor_id`, `at`);
-- create index "auditevent_action_at" to table: "audit_events"
CREATE INDEX `auditevent_action_at` ON `audit_events` (`action`, `at`);
-- create "authorised_users" table
CREATE TABLE `authorised_users` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `ip_restriction` text NOT NULL DEFAULT (''), `valid_until` datetime NULL, `created_at` datetime NOT NULL, `service_id` integer NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `authorised_users_services_authorised_users` FOREIGN KEY (`service_id`) REFERENCES `services` (`id`) ON DELETE CASCADE, CONSTRAINT `authorised_users_users_authorisations` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "authoriseduser_service_id_user_id" to table: "authorised_users"
CREATE UNIQUE INDEX `authoriseduser_service_id_user_id` ON `authorised_users` (`service_id`, `user_id`);
-- create index "authoriseduser_user_id" to table: "authorised_users"
CREATE INDEX `authoriseduser_user_id` ON `authorised_users` (`user_id`);
-- create "call_records" table
CREATE TABLE `call_records` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `at` datetime NOT NULL, `protocol` text NOT NULL, `function` text NOT NULL, `user_id` integer NOT NULL DEFAULT (0), `token_id` integer NOT NULL DEFAULT (0), `service_id` integer NOT NULL DEFAULT (0), `address` text NOT NULL, `code` text NOT NULL DEFAULT (''), `check` text NOT NULL DEFAULT (''), `path` text NOT NULL DEFAULT (''), `duration_us` integer NOT NULL DEFAULT (0), `request_id` text NOT NULL);
-- create index "callrecord_at" to table: "call_records"
CREATE INDEX `callrecord_at` ON `call_records` (`at`);
-- create index "callrecord_token_id_at" to table: "call_records"
CREATE INDEX `callrecord_token_id_at` ON `call_records` (`token_id`, `at`);
-- create index "callrecord_user_id_at" to table: "call_records"
CREATE INDEX `callrecord_user_id_at` ON `call_records` (`user_id`, `at`);
-- create index "callrecord_request_id" to table: "call_records"
CREATE INDEX `callrecord_request_id` ON `call_records` (`request_id`);
-- create "categories" table
CREATE TABLE `categories` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `id_number` text NOT NULL DEFAULT (''), `description` text NOT NULL DEFAULT (''), `description_format` integer NOT NULL DEFAULT (1), `sort_order` integer NOT NULL DEFAULT (0), `visible` bool NOT NULL DEFAULT (true), `theme` text NOT NULL DEFAULT (''), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `parent_id` integer NULL, CONSTRAINT `categories_categories_children` FOREIGN KEY (`parent_id`) REFERENCES `categories` (`id`) ON DELETE SET NULL);
-- create "changes" table
CREATE TABLE `changes` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `subject_id` integer NOT NULL DEFAULT (0), `at` datetime NOT NULL);
-- create "cohorts" table
CREATE TABLE `cohorts` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `id_number` text NOT NULL DEFAULT (''), `description` text NOT NULL DEFAULT (''), `description_format` integer NOT NULL DEFAULT (1), `visible` bool NOT NULL DEFAULT (true), `theme` text NOT NULL DEFAULT (''), `custom_fields` json NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `category_id` integer NULL, CONSTRAINT `cohorts_categories_cohorts` FOREIGN KEY (`category_id`) REFERENCES `categories` (`id`) ON DELETE CASCADE);
-- create index "cohort_id_number" to table: "cohorts"
CREATE UNIQUE INDEX `cohort_id_number` ON `cohorts` (`id_number`) WHERE id_number <> '';
-- create "contents" table
CREATE TABLE `contents` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `hash` blob NOT NULL, `data` blob NOT NULL);
-- create index "contents_hash_key" to table: "contents"
CREATE UNIQUE INDEX `contents_hash_key` ON `contents` (`hash`);
-- create "courses" table
CREATE TABLE `courses` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `short_name` text NOT NULL, `full_name` text NOT NULL, `id_number` text NOT NULL DEFAULT (''), `sort_order` integer NOT NULL DEFAULT (0), `summary` text NOT NULL DEFAULT (''), `summary_format` integer NOT NULL DEFAULT (1), `format` text NOT NULL DEFAULT ('topics'), `format_options` json NOT NULL, `custom_fields` json NOT NULL, `num_sections` integer NOT NULL DEFAULT (4), `show_grades` integer NOT NULL DEFAULT (1), `news_items` integer NOT NULL DEFAULT (1), `start_date` datetime NULL, `end_date` datetime NULL, `max_bytes` integer NOT NULL DEFAULT (0), `show_reports` integer NOT NULL DEFAULT (0), `visible` bool NOT NULL DEFAULT (true), `group_mode` integer NOT NULL DEFAULT (0), `group_mode_force` integer NOT NULL DEFAULT (0), `default_grouping_id` integer NOT NULL DEFAULT (0), `enable_completion` integer NOT NULL DEFAULT (0), `completion_notify` integer NOT NULL DEFAULT (0), `lang` text NOT NULL DEFAULT (''), `theme` text NOT NULL DEFAULT (''), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `category_id` integer NULL, CONSTRAINT `courses_categories_courses` FOREIGN KEY (`category_id`) REFERENCES `categories` (`id`) ON DELETE SET NULL);
-- create index "courses_short_name_key" to table: "courses"
CREATE UNIQUE INDEX `courses_short_name_key` ON `courses` (`short_name`);
-- create index "course_category_id_sort_order" to table: "courses"
CREATE INDEX `course_category_id_sort_order` ON `courses` (`category_id`, `sort_order`);
-- create index "course_id_number" to table: "courses"
CREATE INDEX `course_id_number` ON `courses` (`id_number`);
-- create "enrolments" table
CREATE TABLE `enrolments` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `method` text NOT NULL DEFAULT ('manual'), `suspended` bool NOT NULL DEFAULT (false), `time_start` datetime NULL, `time_end` datetime NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `course_id` integer NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `enrolments_courses_enrolments` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE, CONSTRAINT `enrolments_users_enrolments` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "enrolment_course_id_user_id_method" to table: "enrolments"
CREATE UNIQUE INDEX `enrolment_course_id_user_id_method` ON `enrolments` (`course_id`, `user_id`, `method`);
-- create index "enrolment_user_id" to table: "enrolments"
CREATE INDEX `enrolment_user_id` ON `enrolments` (`user_id`);
-- create "files" table
CREATE TABLE `files` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `context_id` integer NOT NULL, `component` text NOT NULL, `area` text NOT NULL, `item_id` integer NOT NULL, `path` text NOT NULL, `name` text NOT NULL, `author` text NOT NULL DEFAULT (''), `license` text NOT NULL DEFAULT (''), `mime_type` text NOT NULL DEFAULT ('application/octet-stream'), `size` integer NOT NULL DEFAULT (0), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `content_id` integer NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `files_contents_files` FOREIGN KEY (`content_id`) REFERENCES `contents` (`id`) ON DELETE NO ACTION, CONSTRAINT `files_users_files` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "file_context_id_component_area_item_id_path_name" to table: "files"
CREATE UNIQUE INDEX `file_context_id_component_area_item_id_path_name` ON `files` (`context_id`, `component`, `area`, `item_id`, `path`, `name`);
-- create index "file_user_id" to table: "files"
CREATE INDEX `file_user_id` ON `files` (`user_id`);
-- create "functions" table
CREATE TABLE `functions` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `component` text NOT NULL, `kind` text NOT NULL, `deprecated` bool NOT NULL DEFAULT (false), `replaced_by` text NOT NULL DEFAULT (''), `present` bool NOT NULL DEFAULT (true));
-- create index "functions_name_key" to table: "functions"
CREATE UNIQUE INDEX `functions_name_key` ON `functions` (`name`);
-- create "groups" table
CREATE TABLE `groups` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `id_number` text NOT NULL DEFAULT (''), `description` text NOT NULL DEFAULT (''), `description_format` integer NOT NULL DEFAULT (1), `enrolment_key` text NULL, `visibility` integer NOT NULL DEFAULT (0), `participation` bool NOT NULL DEFAULT (true), `custom_fields` json NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `course_id` integer NOT NULL, CONSTRAINT `groups_courses_groups` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE);
-- create index "group_course_id_name" to table: "groups"
CREATE UNIQUE INDEX `group_course_id_name` ON `groups` (`course_id`, `name`);
-- create index "group_course_id_id_number" to table: "groups"
CREATE UNIQUE INDEX `group_course_id_id_number` ON `groups` (`course_id`, `id_number`) WHERE id_number <> '';
-- create "group_members" table
CREATE TABLE `group_members` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `added_at` datetime NOT NULL, `group_id` integer NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `group_members_groups_members` FOREIGN KEY (`group_id`) REFERENCES `groups` (`id`) ON DELETE CASCADE, CONSTRAINT `group_members_users_group_memberships` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "groupmember_group_id_user_id" to table: "group_members"
CREATE UNIQUE INDEX `groupmember_group_id_user_id` ON `group_members` (`group_id`, `user_id`);
-- create index "groupmember_user_id" to table: "group_members"
CREATE INDEX `groupmember_user_id` ON `group_members` (`user_id`);
-- create "guesses" table
CREATE TABLE `guesses` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `key` text NOT NULL, `failures` integer NOT NULL DEFAULT (0), `since` datetime NOT NULL, `locked_until` datetime NULL);
-- create index "guesses_key_key" to table: "guesses"
CREATE UNIQUE INDEX `guesses_key_key` ON `guesses` (`key`);
-- create index "guess_since" to table: "guesses"
CREATE INDEX `guess_since` ON `guesses` (`since`);
-- create "roles" table
CREATE TABLE `roles` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `short_name` text NOT NULL, `name` text NOT NULL DEFAULT (''), `capabilities` json NOT NULL, `sort_order` integer NOT NULL DEFAULT (0));
-- create index "roles_short_name_key" to table: "roles"
CREATE UNIQUE INDEX `roles_short_name_key` ON `roles` (`short_name`);
-- create "role_assignments" table
CREATE TABLE `role_assignments` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `course_id` integer NULL, `role_id` integer NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `role_assignments_courses_role_assignments` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE, CONSTRAINT `role_assignments_roles_assignments` FOREIGN KEY (`role_id`) REFERENCES `roles` (`id`) ON DELETE CASCADE, CONSTRAINT `role_assignments_users_role_assignments` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "roleassignment_user_id_role_id_course_id" to table: "role_assignments"
CREATE UNIQUE INDEX `roleassignment_user_id_role_id_course_id` ON `role_assignments` (`user_id`, `role_id`, `course_id`);
-- create index "roleassignment_user_id_role_id" to table: "role_assignments"
CREATE UNIQUE INDEX `roleassignment_user_id_role_id` ON `role_assignments` (`user_id`, `role_id`) WHERE course_id IS NULL;
-- create index "roleassignment_course_id" to table: "role_assignments"
CREATE INDEX `roleassignment_course_id` ON `role_assignments` (`course_id`);
-- create "services" table
CREATE TABLE `services` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `short_name` text NOT NULL DEFAULT (''), `enabled` bool NOT NULL DEFAULT (false), `authorised_users_only` bool NOT NULL DEFAULT (false), `required_capability` text NOT NULL DEFAULT (''), `download_files` bool NOT NULL DEFAULT (false), `upload_files` bool NOT NULL DEFAULT (false), `component` text NOT NULL DEFAULT (''), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL);
-- create index "services_name_key" to table: "services"
CREATE UNIQUE INDEX `services_name_key` ON `services` (`name`);
-- create index "service_short_name" to table: "services"
CREATE UNIQUE INDEX `service_short_name` ON `services` (`short_name`) WHERE short_name <> '';
-- create "service_functions" table
CREATE TABLE `service_functions` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `function_id` integer NOT NULL, `service_id` integer NOT NULL, CONSTRAINT `service_functions_functions_services` FOREIGN KEY (`function_id`) REFERENCES `functions` (`id`) ON DELETE CASCADE, CONSTRAINT `service_functions_services_functions` FOREIGN KEY (`service_id`) REFERENCES `services` (`id`) ON DELETE CASCADE);
-- create index "servicefunction_service_id_function_id" to table: "service_functions"
CREATE UNIQUE INDEX `servicefunction_service_id_function_id` ON `service_functions` (`service_id`, `function_id`);
-- create index "servicefunction_function_id" to table: "service_functions"
CREATE INDEX `servicefunction_function_id` ON `service_functions` (`function_id`);
-- create "settings" table
CREATE TABLE `settings` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `key` text NOT NULL, `value` text NOT NULL);
-- create index "settings_key_key" to table: "settings"
CREATE UNIQUE INDEX `settings_key_key` ON `settings` (`key`);
-- create "tokens" table
CREATE TABLE `tokens` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `hash` blob NOT NULL, `hint` text NOT NULL, `imported` bool NOT NULL DEFAULT (false), `origin` text NOT NULL DEFAULT ('admin'), `ip_restriction` text NOT NULL DEFAULT (''), `valid_until` datetime NULL, `created_at` datetime NOT NULL, `last_used_at` datetime NULL, `last_used_from` text NOT NULL DEFAULT (''), `revoked_at` datetime NULL, `rotated_to` integer NULL, `course_id` integer NULL, `service_id` integer NOT NULL, `creator_id` integer NULL, `user_id` integer NOT NULL, CONSTRAINT `tokens_courses_tokens` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE, CONSTRAINT `tokens_services_tokens` FOREIGN KEY (`service_id`) REFERENCES `services` (`id`) ON DELETE CASCADE, CONSTRAINT `tokens_users_creator` FOREIGN KEY (`creator_id`) REFERENCES `users` (`id`) ON DELETE SET NULL, CONSTRAINT `tokens_users_tokens` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "tokens_hash_key" to table: "tokens"
CREATE UNIQUE INDEX `tokens_hash_key` ON `tokens` (`hash`);
-- create index "token_user_id_service_id" to table: "tokens"
CREATE INDEX `token_user_id_service_id` ON `tokens` (`user_id`, `service_id`);
-- create index "token_service_id" to table: "tokens"
CREATE INDEX `token_service_id` ON `tokens` (`service_id`);
-- create index "token_valid_until" to table: "tokens"
CREATE INDEX `token_valid_until` ON `tokens` (`valid_until`);
-- create "users" table
CREATE TABLE `users` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `username` text NOT NULL, `password_hash` text NOT NULL DEFAULT (''), `auth` text NOT NULL DEFAULT ('manual'), `confirmed` bool NOT NULL DEFAULT (true), `suspended` bool NOT NULL DEFAULT (false), `deleted` bool NOT NULL DEFAULT (false), `site_admin` bool NOT NULL DEFAULT (false), `first_name` text NOT NULL DEFAULT (''), `last_name` text NOT NULL DEFAULT (''), `middle_name` text NOT NULL DEFAULT (''), `alternate_name` text NOT NULL DEFAULT (''), `first_name_phonetic` text NOT NULL DEFAULT (''), `last_name_phonetic` text NOT NULL DEFAULT (''), `email` text NOT NULL DEFAULT (''), `mail_display` integer NOT NULL DEFAULT (2), `mail_format` integer NOT NULL DEFAULT (1), `id_number` text NOT NULL DEFAULT (''), `institution` text NOT NULL DEFAULT (''), `department` text NOT NULL DEFAULT (''), `phone1` text NOT NULL DEFAULT (''), `phone2` text NOT NULL DEFAULT (''), `address` text NOT NULL DEFAULT (''), `city` text NOT NULL DEFAULT (''), `country` text NOT NULL DEFAULT (''), `lang` text NOT NULL DEFAULT ('en'), `calendar_type` text NOT NULL DEFAULT ('gregorian'), `theme` text NOT NULL DEFAULT (''), `timezone` text NOT NULL DEFAULT ('99'), `description` text NOT NULL DEFAULT (''), `description_format` integer NOT NULL DEFAULT (1), `interests` text NOT NULL DEFAULT (''), `preferences` json NOT NULL, `custom_fields` json NOT NULL, `first_access` datetime NULL, `last_access` datetime NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL);
-- create index "users_username_key" to table: "users"
CREATE UNIQUE INDEX `users_username_key` ON `users` (`username`);
-- create index "user_email" to table: "users"
CREATE INDEX `user_email` ON `users` (`email`);
-- create index "user_id_number" to table: "users"
CREATE INDEX `user_id_number` ON `users` (`id_number`);
-- create index "user_last_name" to table: "users"
CREATE INDEX `user_last_name` ON `users` (`last_name`);
-- create index "user_first_name" to table: "users"
CREATE INDEX `user_first_name` ON `users` (`first_name`);
-- create "role_may_assign" table
CREATE TABLE `role_may_assign` (`role_id` integer NOT NULL, `assigned_by_id` integer NOT NULL, PRIMARY KEY (`role_id`, `assigned_by_id`), CONSTRAINT `role_may_assign_role_id` FOREIGN KEY (`role_id`) REFERENCES `roles` (`id`) ON DELETE CASCADE, CONSTRAINT `role_may_assign_assigned_by_id` FOREIGN KEY (`assigned_by_id`) REFERENCES `roles` (`id`) ON DELETE CASCADE);
