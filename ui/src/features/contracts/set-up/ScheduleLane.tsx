import { SkeletonRows } from "../../../components/Skeleton";
import { useContract } from "../../../lib/queries";
import { ScheduleDrawing } from "../ScheduleDrawing";

type ScheduleLaneProps = {
  contract: string;
  line: string;
  chosen: ReadonlySet<string>;
  onToggle: (date: string) => void;
};

/** The rows of one line as a time line. */
export function ScheduleLane({ contract, line, chosen, onToggle }: ScheduleLaneProps) {
  const { data } = useContract(contract);
  if (data === undefined) return <SkeletonRows rows={2} />;
  const schedule = data.schedule.filter((row) => row.contract_line === line);
  return (
    <ScheduleDrawing
      contract={{ ...data, lines: data.lines.filter(({ id }) => id === line), schedule }}
      chosen={new Set(schedule.flatMap((row, index) => (chosen.has(row.run_date) ? [index] : [])))}
      onChoose={(index) => {
        const row = schedule[index];
        if (row !== undefined) onToggle(row.run_date);
      }}
    />
  );
}
