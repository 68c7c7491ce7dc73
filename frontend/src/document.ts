// What graphql() of ./gql does at run time (vite.config.ts puts this file in its place; the types stay the generated ones).
// A document names the fragments of the components it shows, and those register themselves when they are imported.
import { gql } from '@urql/core';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

const fragments = new Map<string, FragmentDefinitionNode>();

export function graphql(source: string): DocumentNode {
  const document = gql(source) as DocumentNode;
  const found = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') {
      fragments.set(definition.name.value, definition);
      found.set(definition.name.value, definition);
    }
  }
  for (const definition of document.definitions) {
    if ('selectionSet' in definition) collect(definition.selectionSet, found);
  }
  const own = document.definitions.filter((definition) => definition.kind !== 'FragmentDefinition');
  return { kind: document.kind, definitions: [...own, ...found.values()] };
}

function collect(set: SelectionSetNode | undefined, found: Map<string, FragmentDefinitionNode>) {
  for (const selection of set?.selections ?? []) {
    if (selection.kind !== 'FragmentSpread') {
      collect(selection.selectionSet, found);
      continue;
    }
    const name = selection.name.value;
    if (found.has(name)) continue;
    const fragment = fragments.get(name);
    if (!fragment) throw new Error(`The fragment ${name} is not imported where it is used`);
    found.set(name, fragment);
    collect(fragment.selectionSet, found);
  }
}
