import { Select, type ComboboxItem } from '@mantine/core';
import type { FacePartsFragment } from '../../gql/graphql';
import css from './panel.module.css';

interface FaceSelectProps {
  faces: readonly FacePartsFragment[];
  value: string;
  onChange: (face: string) => void;
}

/** FaceSelect picks the way to call. One that the key may not use stays in sight, with the reason. */
export function FaceSelect({ faces, value, onChange }: FaceSelectProps) {
  const reasons = new Map(faces.map((face) => [face.name, face.allowed ? '' : (face.reason ?? 'This key may not use it.')]));
  const option = ({ option: { value: name, label } }: { option: ComboboxItem }) => (
    <span>
      {label}
      {reasons.get(name) && <span className={css.reason}>{reasons.get(name)}</span>}
    </span>
  );
  return (
    <Select
      label="Protocol"
      data={faces.map((face) => ({ value: face.name, label: face.title, disabled: !face.allowed }))}
      value={value}
      onChange={(name) => name && onChange(name)}
      renderOption={option}
      maxDropdownHeight={320}
    />
  );
}

/** faceFor is the face that an address asks for: by its name, else the first of a protocol of that name, else the first that may be used. */
export function faceFor<F extends Pick<FacePartsFragment, 'name' | 'protocol' | 'allowed'>>(faces: readonly F[], wanted: string | undefined): F | undefined {
  return faces.find((face) => face.name === wanted) ?? faces.find((face) => face.protocol === wanted) ?? faces.find((face) => face.allowed) ?? faces[0];
}
