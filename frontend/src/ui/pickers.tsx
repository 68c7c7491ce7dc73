// Fields that pick a thing out of very many: the server searches while somebody types.
import { Select, type ComboboxItem } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { graphql } from '../gql';
import { useServerQuery } from '../graphql';

export interface PickerProps {
  value?: string | null;
  onChange: (value: string | null) => void;
  label?: string;
  /** Instead of a visible label, in filters. */
  ariaLabel?: string;
  placeholder?: string;
  description?: ReactNode;
  error?: ReactNode;
  name?: string;
  required?: boolean;
  disabled?: boolean;
  clearable?: boolean;
}

type Option = ComboboxItem;

interface RemoteSelectProps extends PickerProps {
  options: Option[] | undefined;
  /** The one that is chosen, when it is not among the options. */
  chosen?: Option;
  onSearch: (text: string) => void;
  onOpen: () => void;
  searching: boolean;
  nothing: string;
}

export function RemoteSelect({ value, onChange, label, ariaLabel, options, chosen, onSearch, onOpen, searching, nothing, ...rest }: RemoteSelectProps) {
  const list = options ?? [];
  const data = chosen && !list.some((option) => option.value === chosen.value) ? [chosen, ...list] : list;
  return (
    <Select
      {...rest}
      label={label}
      aria-label={ariaLabel}
      data={data}
      value={value || null}
      onChange={onChange}
      onSearchChange={onSearch}
      onDropdownOpen={onOpen}
      searchable
      filter={({ options: found }) => found}
      maxDropdownHeight={280}
      nothingFoundMessage={searching ? 'Searching' : nothing}
      clearButtonProps={{ 'aria-label': `Clear ${label ?? ariaLabel ?? 'choice'}` }}
    />
  );
}

/** useTyped is what is searched for: what was typed, a moment after it was, unless it is only the label of what is chosen. */
function useTyped(chosenLabel: string | undefined) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed === chosenLabel ? '' : typed.trim(), 200);
  return { search: search || undefined, onSearch: setTyped, onOpen: () => setOpened(true), opened };
}

const UserOptions = graphql(`
  query UserOptions($search: String, $notAuthorisedFor: ID) {
    users(filter: { search: $search, notAuthorisedFor: $notAuthorisedFor }, order: LAST_NAME, first: 20) {
      nodes {
        id
        fullName
        username
      }
    }
  }
`);

const UserOption = graphql(`
  query UserOption($id: ID!) {
    user(id: $id) {
      id
      fullName
      username
    }
  }
`);

const userOption = (user: { id: string; fullName: string; username: string }): Option => ({ value: user.id, label: `${user.fullName} (${user.username})` });

export function UserSelect({ notAuthorisedFor, ...props }: PickerProps & { notAuthorisedFor?: string }) {
  const one = useServerQuery(UserOption, { id: props.value ?? '' }, { pause: !props.value });
  const chosen = props.value && one.data?.user?.id === props.value ? userOption(one.data.user) : undefined;
  const { opened, ...typed } = useTyped(chosen?.label);
  const many = useServerQuery(UserOptions, { search: typed.search, notAuthorisedFor }, { pause: !opened });
  return <RemoteSelect label="User" placeholder="Name, user name or e-mail" {...props} {...typed} chosen={chosen} options={many.data?.users.nodes.map(userOption)} searching={many.loading} nothing="No user matches." />;
}

const ServiceOptions = graphql(`
  query ServiceOptions($search: String) {
    services(filter: { search: $search }, order: NAME, first: 20) {
      nodes {
        id
        name
      }
    }
  }
`);

const ServiceOption = graphql(`
  query ServiceOption($id: ID!) {
    service(id: $id) {
      id
      name
    }
  }
`);

const serviceOption = (service: { id: string; name: string }): Option => ({ value: service.id, label: service.name });

export function ServiceSelect(props: PickerProps) {
  const one = useServerQuery(ServiceOption, { id: props.value ?? '' }, { pause: !props.value });
  const chosen = props.value && one.data?.service?.id === props.value ? serviceOption(one.data.service) : undefined;
  const { opened, ...typed } = useTyped(chosen?.label);
  const many = useServerQuery(ServiceOptions, { search: typed.search }, { pause: !opened });
  return <RemoteSelect label="Service" placeholder="Name of a service" {...props} {...typed} chosen={chosen} options={many.data?.services.nodes.map(serviceOption)} searching={many.loading} nothing="No service matches." />;
}

const FunctionOptions = graphql(`
  query FunctionOptions($search: String) {
    functions(filter: { search: $search }) {
      name
    }
  }
`);

const shownFunctions = 50;

export function FunctionSelect(props: PickerProps) {
  const { opened, ...typed } = useTyped(props.value ?? undefined);
  const many = useServerQuery(FunctionOptions, { search: typed.search }, { pause: !opened });
  const options = many.data?.functions.slice(0, shownFunctions).map((each) => ({ value: each.name, label: each.name }));
  const chosen = props.value ? { value: props.value, label: props.value } : undefined;
  return <RemoteSelect label="Function" placeholder="Name, capability or parameter" {...props} {...typed} chosen={chosen} options={options} searching={many.loading} nothing="No function matches." />;
}

const CapabilityOptions = graphql(`
  query CapabilityOptions {
    capabilities {
      name
    }
  }
`);

export function CapabilitySelect(props: PickerProps) {
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState(false);
  const { data, loading } = useServerQuery(CapabilityOptions, {}, { pause: !opened });
  const wanted = search === props.value ? '' : search.trim().toLowerCase();
  const options = data?.capabilities
    .filter((each) => each.name.toLowerCase().includes(wanted))
    .slice(0, 100)
    .map((each) => ({ value: each.name, label: each.name }));
  const chosen = props.value ? { value: props.value, label: props.value } : undefined;
  return <RemoteSelect label="Capability" placeholder="moodle/course:view" clearable {...props} chosen={chosen} options={options} onSearch={setSearch} onOpen={() => setOpened(true)} searching={loading} nothing="No capability matches." />;
}

const CourseOptions = graphql(`
  query CourseOptions($search: String) {
    courses(search: $search, first: 20) {
      nodes {
        id
        fullName
        shortName
      }
    }
  }
`);

export function CourseSelect({ onChange, ...props }: PickerProps) {
  const [picked, keep] = useState<Option>();
  const chosen = picked?.value === props.value ? picked : undefined;
  const { opened, ...typed } = useTyped(chosen?.label);
  const many = useServerQuery(CourseOptions, { search: typed.search }, { pause: !opened && !props.value });
  const options = many.data?.courses.nodes.map((course) => ({ value: course.id, label: `${course.fullName} (${course.shortName})` }));
  const pick = (id: string | null) => {
    keep(options?.find((option) => option.value === id));
    onChange(id);
  };
  return <RemoteSelect label="Course" placeholder="Name of a course" clearable {...props} {...typed} onChange={pick} chosen={chosen} options={options} searching={many.loading} nothing="No course matches." />;
}
