package files

import (
	"path"
	"strings"
)

// unknownMedia is what browsers store and never open.
const unknownMedia = "application/octet-stream"

// mediaTypes says what a file is by the end of its name. The uploader's word and the machine's own tables do not count, so that every
// server answers alike. (IANA, Media Types.)
var mediaTypes = map[string]string{
	".7z": "application/x-7z-compressed", ".aac": "audio/aac", ".avi": "video/x-msvideo", ".avif": "image/avif", ".bmp": "image/bmp",
	".bz2": "application/x-bzip2", ".css": "text/css", ".csv": "text/csv", ".doc": "application/msword",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".eml": "message/rfc822",
	".epub": "application/epub+zip", ".flac": "audio/flac", ".gif": "image/gif", ".gz": "application/gzip", ".heic": "image/heic",
	".heif": "image/heif", ".htm": "text/html", ".html": "text/html", ".ico": "image/vnd.microsoft.icon", ".ics": "text/calendar",
	".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".js": "text/javascript", ".json": "application/json", ".m4a": "audio/mp4",
	".m4v": "video/mp4", ".md": "text/markdown", ".mid": "audio/midi", ".mjs": "text/javascript", ".mkv": "video/x-matroska",
	".mov": "video/quicktime", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".mpeg": "video/mpeg", ".mpg": "video/mpeg",
	".odp": "application/vnd.oasis.opendocument.presentation", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
	".odt": "application/vnd.oasis.opendocument.text", ".oga": "audio/ogg", ".ogg": "audio/ogg", ".ogv": "video/ogg", ".opus": "audio/ogg",
	".otf": "font/otf", ".pdf": "application/pdf", ".png": "image/png", ".ppt": "application/vnd.ms-powerpoint",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".ps": "application/postscript",
	".rtf": "application/rtf", ".svg": "image/svg+xml", ".tar": "application/x-tar", ".tex": "application/x-tex", ".tif": "image/tiff",
	".tiff": "image/tiff", ".tsv": "text/tab-separated-values", ".ttf": "font/ttf", ".txt": "text/plain", ".vcf": "text/vcard",
	".vtt": "text/vtt", ".wasm": "application/wasm", ".wav": "audio/wav", ".weba": "audio/webm", ".webm": "video/webm",
	".webp": "image/webp", ".woff": "font/woff", ".woff2": "font/woff2", ".xhtml": "application/xhtml+xml",
	".xls": "application/vnd.ms-excel", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".xml": "application/xml", ".zip": "application/zip",
}

// MediaType is what a file of this name is.
func MediaType(name string) string {
	if media, ok := mediaTypes[strings.ToLower(path.Ext(name))]; ok {
		return media
	}
	return unknownMedia
}
