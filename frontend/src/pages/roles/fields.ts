// What a form says about a role.

export type RoleValues = { name: string; shortName: string; mayAssign: string[] };

export const labels: { [K in keyof RoleValues]: string } = { name: 'Name', shortName: 'Short name', mayAssign: 'May assign' };

export const check = {
  name: (value: string) => (value.trim() ? null : 'Write a name for the role.'),
  shortName: (value: string) => (value.trim() ? null : 'Write a short name for the role.'),
};
