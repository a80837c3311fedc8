import type { Icon as TablerIcon } from "@tabler/icons-react";

/** An icon beside its word. */
export function Icon({ of: Drawn }: { of: TablerIcon }) {
  return <Drawn size="1rem" stroke={1.6} aria-hidden="true" />;
}
