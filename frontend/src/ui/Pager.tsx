import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { graphql } from '../gql';

/** What every list asks of its page: pageInfo { ...PageParts } */
export const PageParts = graphql(`
  fragment PageParts on PageInfo {
    hasNextPage
    hasPreviousPage
    startCursor
    endCursor
  }
`);

export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

interface PagerProps {
  info: PageInfo;
  onPage: (cursor: { after?: string; before?: string }) => void;
  words?: [string, string];
}

/** Pager goes to the rows before and after. There are no page numbers: lists are too long to count. */
export function Pager({ info, onPage, words = ['Previous', 'Next'] }: PagerProps) {
  if (!info.hasNextPage && !info.hasPreviousPage) return null;
  const turn = (cursor: { after?: string; before?: string }) => {
    onPage({ after: undefined, before: undefined, ...cursor });
    window.scrollTo({ top: 0 });
  };
  return (
    <nav aria-label="Pages" style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 12 }}>
      <Button disabled={!info.hasPreviousPage} onClick={() => turn({ before: info.startCursor ?? undefined })} leftSection={<IconChevronLeft size={16} aria-hidden="true" />}>
        {words[0]}
      </Button>
      <Button disabled={!info.hasNextPage} onClick={() => turn({ after: info.endCursor ?? undefined })} rightSection={<IconChevronRight size={16} aria-hidden="true" />}>
        {words[1]}
      </Button>
    </nav>
  );
}
