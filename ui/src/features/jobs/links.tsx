// Screens that stand beside those of the batch job: their addresses, named once.
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

export const MISSED = "/missed";
export const PARKED = "/parked";
export const UTILIZATION = "/utilization";

type OtherPath = typeof MISSED | typeof PARKED | typeof UTILIZATION;

export function OtherLink({ to, children }: { to: OtherPath; children: ReactNode }) {
  return <Link to={to}>{children}</Link>;
}
