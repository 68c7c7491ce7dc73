-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_audit_events" table
CREATE TABLE `new_audit_events` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `at` datetime NOT NULL, `action` text NOT NULL, `actor_id` integer NOT NULL DEFAULT (0), `actor` text NOT NULL DEFAULT (''), `door` text NOT NULL DEFAULT (''), `token_id` integer NOT NULL DEFAULT (0), `service_id` integer NOT NULL DEFAULT (0), `address` text NOT NULL DEFAULT (''), `request_id` text NOT NULL DEFAULT (''), `subject` text NOT NULL DEFAULT (''), `object_kind` text NOT NULL DEFAULT (''), `object_id` integer NOT NULL DEFAULT (0), `details` json NULL);
-- copy rows from old table "audit_events" to new temporary table "new_audit_events"
INSERT INTO `new_audit_events` (`id`, `at`, `action`, `actor_id`, `actor`, `door`, `token_id`, `service_id`, `address`, `request_id`, `subject`, `details`) SELECT `id`, `at`, `action`, `actor_id`, `actor`, `door`, `token_id`, `service_id`, `address`, `request_id`, `subject`, `details` FROM `audit_events`;
-- drop "audit_events" table after copying rows
DROP TABLE `audit_events`;
-- rename temporary table "new_audit_events" to "audit_events"
ALTER TABLE `new_audit_events` RENAME TO `audit_events`;
-- create index "auditevent_at" to table: "audit_events"
CREATE INDEX `auditevent_at` ON `audit_events` (`at`);
-- create index "auditevent_actor_id_at" to table: "audit_events"
CREATE INDEX `auditevent_actor_id_at` ON `audit_events` (`actor_id`, `at`);
-- create index "auditevent_action_at" to table: "audit_events"
CREATE INDEX `auditevent_action_at` ON `audit_events` (`action`, `at`);
-- create index "auditevent_door_at" to table: "audit_events"
CREATE INDEX `auditevent_door_at` ON `audit_events` (`door`, `at`);
-- create index "auditevent_subject_at" to table: "audit_events"
CREATE INDEX `auditevent_subject_at` ON `audit_events` (`subject`, `at`);
-- create index "auditevent_object_kind_object_id_at" to table: "audit_events"
CREATE INDEX `auditevent_object_kind_object_id_at` ON `audit_events` (`object_kind`, `object_id`, `at`);
-- create index "cohort_category_id" to table: "cohorts"
CREATE INDEX `cohort_category_id` ON `cohorts` (`category_id`);
-- create "new_group_members" table
CREATE TABLE `new_group_members` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `component` text NOT NULL DEFAULT (''), `item_id` integer NOT NULL DEFAULT (0), `added_at` datetime NOT NULL, `group_id` integer NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `group_members_groups_members` FOREIGN KEY (`group_id`) REFERENCES `groups` (`id`) ON DELETE CASCADE, CONSTRAINT `group_members_users_group_memberships` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- copy rows from old table "group_members" to new temporary table "new_group_members"
INSERT INTO `new_group_members` (`id`, `added_at`, `group_id`, `user_id`) SELECT `id`, `added_at`, `group_id`, `user_id` FROM `group_members`;
-- drop "group_members" table after copying rows
DROP TABLE `group_members`;
-- rename temporary table "new_group_members" to "group_members"
ALTER TABLE `new_group_members` RENAME TO `group_members`;
-- create index "groupmember_group_id_user_id" to table: "group_members"
CREATE UNIQUE INDEX `groupmember_group_id_user_id` ON `group_members` (`group_id`, `user_id`);
-- create index "groupmember_user_id" to table: "group_members"
CREATE INDEX `groupmember_user_id` ON `group_members` (`user_id`);
-- create "calendar_events" table
CREATE TABLE `calendar_events` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `name` text NOT NULL, `description` text NOT NULL DEFAULT (''), `description_format` integer NOT NULL DEFAULT (1), `location` text NOT NULL DEFAULT (''), `repeat_id` integer NOT NULL DEFAULT (0), `starts_at` datetime NOT NULL, `duration_seconds` integer NOT NULL DEFAULT (0), `visible` bool NOT NULL DEFAULT (true), `sequence` integer NOT NULL DEFAULT (1), `uuid` text NOT NULL DEFAULT (''), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `category_id` integer NULL, `course_id` integer NULL, `group_id` integer NULL, `user_id` integer NOT NULL, CONSTRAINT `calendar_events_categories_calendar_events` FOREIGN KEY (`category_id`) REFERENCES `categories` (`id`) ON DELETE CASCADE, CONSTRAINT `calendar_events_courses_calendar_events` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE, CONSTRAINT `calendar_events_groups_calendar_events` FOREIGN KEY (`group_id`) REFERENCES `groups` (`id`) ON DELETE CASCADE, CONSTRAINT `calendar_events_users_calendar_events` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "calendarevent_course_id_starts_at" to table: "calendar_events"
CREATE INDEX `calendarevent_course_id_starts_at` ON `calendar_events` (`course_id`, `starts_at`);
-- create index "calendarevent_user_id_starts_at" to table: "calendar_events"
CREATE INDEX `calendarevent_user_id_starts_at` ON `calendar_events` (`user_id`, `starts_at`);
-- create index "calendarevent_group_id_starts_at" to table: "calendar_events"
CREATE INDEX `calendarevent_group_id_starts_at` ON `calendar_events` (`group_id`, `starts_at`);
-- create index "calendarevent_category_id_starts_at" to table: "calendar_events"
CREATE INDEX `calendarevent_category_id_starts_at` ON `calendar_events` (`category_id`, `starts_at`);
-- create index "calendarevent_kind_starts_at" to table: "calendar_events"
CREATE INDEX `calendarevent_kind_starts_at` ON `calendar_events` (`kind`, `starts_at`);
-- create index "calendarevent_repeat_id" to table: "calendar_events"
CREATE INDEX `calendarevent_repeat_id` ON `calendar_events` (`repeat_id`) WHERE repeat_id <> 0;
-- create "cohort_members" table
CREATE TABLE `cohort_members` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `added_at` datetime NOT NULL, `cohort_id` integer NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `cohort_members_cohorts_members` FOREIGN KEY (`cohort_id`) REFERENCES `cohorts` (`id`) ON DELETE CASCADE, CONSTRAINT `cohort_members_users_cohort_memberships` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "cohortmember_cohort_id_user_id" to table: "cohort_members"
CREATE UNIQUE INDEX `cohortmember_cohort_id_user_id` ON `cohort_members` (`cohort_id`, `user_id`);
-- create index "cohortmember_user_id" to table: "cohort_members"
CREATE INDEX `cohortmember_user_id` ON `cohort_members` (`user_id`);
-- create "contacts" table
CREATE TABLE `contacts` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `blocked` bool NOT NULL DEFAULT (false), `created_at` datetime NOT NULL, `user_id` integer NOT NULL, `other_id` integer NOT NULL, CONSTRAINT `contacts_users_contacts` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE, CONSTRAINT `contacts_users_contact_of` FOREIGN KEY (`other_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "contact_user_id_other_id" to table: "contacts"
CREATE UNIQUE INDEX `contact_user_id_other_id` ON `contacts` (`user_id`, `other_id`);
-- create index "contact_other_id" to table: "contacts"
CREATE INDEX `contact_other_id` ON `contacts` (`other_id`);
-- create "conversations" table
CREATE TABLE `conversations` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `first_id` integer NOT NULL, `second_id` integer NOT NULL, CONSTRAINT `conversations_users_conversations_as_first` FOREIGN KEY (`first_id`) REFERENCES `users` (`id`) ON DELETE CASCADE, CONSTRAINT `conversations_users_conversations_as_second` FOREIGN KEY (`second_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "conversation_first_id_second_id" to table: "conversations"
CREATE UNIQUE INDEX `conversation_first_id_second_id` ON `conversations` (`first_id`, `second_id`);
-- create index "conversation_second_id" to table: "conversations"
CREATE INDEX `conversation_second_id` ON `conversations` (`second_id`);
-- create "course_modules" table
CREATE TABLE `course_modules` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `name` text NOT NULL, `id_number` text NOT NULL DEFAULT (''), `intro` text NOT NULL DEFAULT (''), `intro_format` integer NOT NULL DEFAULT (1), `content` text NOT NULL DEFAULT (''), `visible` bool NOT NULL DEFAULT (true), `indent` integer NOT NULL DEFAULT (0), `sort_order` integer NOT NULL DEFAULT (0), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `section_id` integer NOT NULL, CONSTRAINT `course_modules_course_sections_modules` FOREIGN KEY (`section_id`) REFERENCES `course_sections` (`id`) ON DELETE CASCADE);
-- create index "coursemodule_section_id_sort_order" to table: "course_modules"
CREATE INDEX `coursemodule_section_id_sort_order` ON `course_modules` (`section_id`, `sort_order`);
-- create "course_sections" table
CREATE TABLE `course_sections` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `number` integer NOT NULL, `name` text NOT NULL DEFAULT (''), `summary` text NOT NULL DEFAULT (''), `summary_format` integer NOT NULL DEFAULT (1), `visible` bool NOT NULL DEFAULT (true), `updated_at` datetime NOT NULL, `course_id` integer NOT NULL, CONSTRAINT `course_sections_courses_sections` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE);
-- create index "coursesection_course_id_number" to table: "course_sections"
CREATE UNIQUE INDEX `coursesection_course_id_number` ON `course_sections` (`course_id`, `number`);
-- create "enrolment_methods" table
CREATE TABLE `enrolment_methods` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `method` text NOT NULL, `name` text NOT NULL DEFAULT (''), `enabled` bool NOT NULL DEFAULT (true), `enrolment_key` text NOT NULL DEFAULT (''), `group_keys` bool NOT NULL DEFAULT (false), `role_id` integer NULL, `duration_seconds` integer NOT NULL DEFAULT (0), `opens_at` datetime NULL, `closes_at` datetime NULL, `max_enrolled` integer NOT NULL DEFAULT (0), `new_enrolments` bool NOT NULL DEFAULT (true), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `course_id` integer NOT NULL, CONSTRAINT `enrolment_methods_courses_enrolment_methods` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE);
-- create index "enrolmentmethod_course_id_method" to table: "enrolment_methods"
CREATE UNIQUE INDEX `enrolmentmethod_course_id_method` ON `enrolment_methods` (`course_id`, `method`);
-- create "groupings" table
CREATE TABLE `groupings` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `id_number` text NOT NULL DEFAULT (''), `description` text NOT NULL DEFAULT (''), `description_format` integer NOT NULL DEFAULT (1), `custom_fields` json NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `course_id` integer NOT NULL, CONSTRAINT `groupings_courses_groupings` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE);
-- create index "grouping_course_id_name" to table: "groupings"
CREATE UNIQUE INDEX `grouping_course_id_name` ON `groupings` (`course_id`, `name`);
-- create index "grouping_course_id_id_number" to table: "groupings"
CREATE UNIQUE INDEX `grouping_course_id_id_number` ON `groupings` (`course_id`, `id_number`) WHERE id_number <> '';
-- create "grouping_groups" table
CREATE TABLE `grouping_groups` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `added_at` datetime NOT NULL, `group_id` integer NOT NULL, `grouping_id` integer NOT NULL, CONSTRAINT `grouping_groups_groups_grouping_links` FOREIGN KEY (`group_id`) REFERENCES `groups` (`id`) ON DELETE CASCADE, CONSTRAINT `grouping_groups_groupings_links` FOREIGN KEY (`grouping_id`) REFERENCES `groupings` (`id`) ON DELETE CASCADE);
-- create index "groupinggroup_grouping_id_group_id" to table: "grouping_groups"
CREATE UNIQUE INDEX `groupinggroup_grouping_id_group_id` ON `grouping_groups` (`grouping_id`, `group_id`);
-- create index "groupinggroup_group_id" to table: "grouping_groups"
CREATE INDEX `groupinggroup_group_id` ON `grouping_groups` (`group_id`);
-- create "messages" table
CREATE TABLE `messages` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `from_id` integer NOT NULL DEFAULT (0), `subject` text NOT NULL DEFAULT (''), `text` text NOT NULL, `format` integer NOT NULL DEFAULT (1), `component` text NOT NULL DEFAULT (''), `event_type` text NOT NULL DEFAULT (''), `context_url` text NOT NULL DEFAULT (''), `context_url_name` text NOT NULL DEFAULT (''), `created_at` datetime NOT NULL, `read_at` datetime NULL, `conversation_id` integer NULL, `to_id` integer NOT NULL, CONSTRAINT `messages_conversations_messages` FOREIGN KEY (`conversation_id`) REFERENCES `conversations` (`id`) ON DELETE CASCADE, CONSTRAINT `messages_users_received_messages` FOREIGN KEY (`to_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "message_to_id_created_at" to table: "messages"
CREATE INDEX `message_to_id_created_at` ON `messages` (`to_id`, `created_at`);
-- create index "message_from_id_created_at" to table: "messages"
CREATE INDEX `message_from_id_created_at` ON `messages` (`from_id`, `created_at`);
-- create index "message_conversation_id_created_at" to table: "messages"
CREATE INDEX `message_conversation_id_created_at` ON `messages` (`conversation_id`, `created_at`);
-- create index "message_to_id_conversation_id" to table: "messages"
CREATE INDEX `message_to_id_conversation_id` ON `messages` (`to_id`, `conversation_id`) WHERE read_at IS NULL;
-- create "notes" table
CREATE TABLE `notes` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `state` text NOT NULL DEFAULT ('personal'), `text` text NOT NULL, `format` integer NOT NULL DEFAULT (1), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `course_id` integer NOT NULL, `user_id` integer NOT NULL, `author_id` integer NOT NULL, CONSTRAINT `notes_courses_notes` FOREIGN KEY (`course_id`) REFERENCES `courses` (`id`) ON DELETE CASCADE, CONSTRAINT `notes_users_notes` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE, CONSTRAINT `notes_users_written_notes` FOREIGN KEY (`author_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "note_course_id_state" to table: "notes"
CREATE INDEX `note_course_id_state` ON `notes` (`course_id`, `state`);
-- create index "note_user_id_course_id" to table: "notes"
CREATE INDEX `note_user_id_course_id` ON `notes` (`user_id`, `course_id`);
-- create index "note_author_id" to table: "notes"
CREATE INDEX `note_author_id` ON `notes` (`author_id`);
-- every course but the site has the ways in that a new course has
INSERT INTO `enrolment_methods` (`course_id`, `method`, `enabled`, `created_at`, `updated_at`) SELECT `id`, 'manual', true, `created_at`, `created_at` FROM `courses` WHERE `id` <> 1;
INSERT INTO `enrolment_methods` (`course_id`, `method`, `enabled`, `created_at`, `updated_at`) SELECT `id`, 'self', false, `created_at`, `created_at` FROM `courses` WHERE `id` <> 1;
-- and its sections, of which 0 is the general one
INSERT INTO `course_sections` (`course_id`, `number`, `updated_at`) WITH RECURSIVE `numbers` (`number`) AS (SELECT 0 UNION ALL SELECT `number` + 1 FROM `numbers` WHERE `number` < 1000) SELECT `courses`.`id`, `numbers`.`number`, `courses`.`created_at` FROM `courses` JOIN `numbers` ON `numbers`.`number` <= `courses`.`num_sections`;
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
