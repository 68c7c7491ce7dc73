-- create "content_chunks" table
CREATE TABLE `content_chunks` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `number` integer NOT NULL, `data` blob NOT NULL, `content_id` integer NOT NULL, CONSTRAINT `content_chunks_contents_chunks` FOREIGN KEY (`content_id`) REFERENCES `contents` (`id`) ON DELETE CASCADE);
-- create index "contentchunk_content_id_number" to table: "content_chunks"
CREATE UNIQUE INDEX `contentchunk_content_id_number` ON `content_chunks` (`content_id`, `number`);
