// What a new service can begin with. A template names functions; those that this program does not have are left out.

export interface Template {
  id: string;
  title: string;
  /** What an application can do with it. */
  about: string;
  name: string;
  shortName: string;
  functions: readonly string[];
}

export const templates: readonly Template[] = [
  { id: 'empty', title: 'Empty', about: 'No functions yet. You add them next.', name: '', shortName: '', functions: [] },
  {
    id: 'group-sync',
    title: 'Group sync',
    about: 'Makes, reads and deletes the groups of courses and their members.',
    name: 'Group sync',
    shortName: 'group_sync',
    functions: [
      'core_webservice_get_site_info',
      'core_course_get_courses_by_field',
      'core_group_get_course_groups',
      'core_group_get_groups',
      'core_group_create_groups',
      'core_group_delete_groups',
      'core_group_get_group_members',
      'core_group_add_group_members',
    ],
  },
  {
    id: 'user-provisioning',
    title: 'User provisioning',
    about: 'Makes, changes and deletes accounts, and enrols them in courses.',
    name: 'User provisioning',
    shortName: 'user_provisioning',
    functions: [
      'core_webservice_get_site_info',
      'core_user_get_users',
      'core_user_get_users_by_field',
      'core_user_create_users',
      'core_user_update_users',
      'core_user_delete_users',
      'core_course_get_courses_by_field',
      'enrol_manual_enrol_users',
      'core_role_assign_roles',
    ],
  },
  {
    id: 'reporting',
    title: 'Read-only reporting',
    about: 'Reads users, courses, groups and who takes part. Changes nothing.',
    name: 'Read-only reporting',
    shortName: 'reporting',
    functions: [
      'core_webservice_get_site_info',
      'core_user_get_users',
      'core_user_get_users_by_field',
      'core_course_get_courses',
      'core_course_get_courses_by_field',
      'core_enrol_get_enrolled_users',
      'core_group_get_course_groups',
      'core_group_get_group_members',
    ],
  },
];

export const templateOf = (id: string | undefined): Template => templates.find((each) => each.id === id) ?? (templates[0] as Template);

/** isTemplateName says whether a name was put there by a template, and may be replaced by the next one's. */
export const isFromTemplate = (field: 'name' | 'shortName', value: string) => templates.some((each) => each[field] === value);
