// Files come and go at addresses of their own. The server calls them a protocol, and each address as it calls functions.

export const filesProtocol = 'files';

export const doors = [
  { name: 'pluginfile.php', title: 'Download a file' },
  { name: 'upload.php', title: 'Upload a file' },
] as const;
