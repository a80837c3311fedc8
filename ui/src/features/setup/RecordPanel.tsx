import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { RecordForm, RecordKind, RecordUses } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { asProblem } from "../../lib/ipc";
import type { ListedKind } from "../../lib/records";
import { blankForms } from "./blankForms";
import { CustomerEditor } from "./CustomerEditor";
import classes from "./Editor.module.css";
import { FrequencyDialog } from "./frequency/FrequencyDialog";
import { HolidayEditor } from "./HolidayEditor";
import { useRecord } from "./queries";
import { ResourceEditor } from "./ResourceEditor";
import { CategoryEditor, RoleEditor, UnitEditor } from "./smallEditors";

export type EditorProps<Kind extends RecordKind> = {
  /** None: a new one. */
  id: string | null;
  initial: Extract<RecordForm, { kind: Kind }>;
  uses: readonly RecordUses[] | undefined;
  onSaved: (id: string) => void;
  onClose: () => void;
};

const editors: { [Kind in ListedKind]: ComponentType<EditorProps<Kind>> } = {
  customer: CustomerEditor,
  invoice_frequency: FrequencyDialog,
  role: RoleEditor,
  resource: ResourceEditor,
  transaction_category: CategoryEditor,
  unit: UnitEditor,
  holiday: HolidayEditor,
};

type RecordPanelProps = {
  kind: ListedKind;
  id: string | null;
  onSaved: (id: string) => void;
  onClose: () => void;
};

/** The record that is open beside its list; a frequency needs the room of a dialog. */
export function RecordPanel({ kind, id, onSaved, onClose }: RecordPanelProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRecord(kind, id);
  const Editor = editors[kind] as ComponentType<EditorProps<ListedKind>>;
  const initial = id === null ? blankForms[kind] : data?.form;
  const isDialog = kind === "invoice_frequency";
  const problem = initial === undefined ? error : null;
  const content =
    problem !== null ? (
      <ProblemNotice
        what={t("setup.one_problem")}
        problem={asProblem(problem)}
        onRetry={() => void refetch()}
        elsewhere={<LinkButton onClick={onClose}>{t("setup.to_list")}</LinkButton>}
      />
    ) : initial === undefined ? (
      <SkeletonRows rows={6} />
    ) : (
      <Editor
        id={id}
        initial={initial as never}
        uses={id === null ? undefined : data?.uses}
        onSaved={onSaved}
        onClose={onClose}
      />
    );
  if (isDialog && problem === null) return initial === undefined ? null : content;
  return <aside className={classes.panel}>{content}</aside>;
}
