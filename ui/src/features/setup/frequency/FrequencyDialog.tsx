import { Modal } from "@mantine/core";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { TodayContext } from "../../../lib/format";
import { restsWhile } from "../../../lib/resting";
import { EditorFoot } from "../EditorFoot";
import { useFrequencyLook } from "../queries";
import type { EditorProps } from "../RecordPanel";
import { useUseWords } from "../UsedBy";
import { type RecordEditor, useRecordEditor } from "../useRecordEditor";
import classes from "./Frequency.module.css";
import { FrequencyFields } from "./FrequencyFields";
import { RuleSays } from "./RuleSays";

/** A frequency while it is typed: the form left; right what the rule says, its next dates and six months. */
export function FrequencyDialog({ id, initial, uses, onClose }: EditorProps<"invoice_frequency">) {
  const { t } = useTranslation();
  const words = useUseWords();
  const today = useContext(TodayContext) ?? "2020-01-01";
  const [from, setFrom] = useState(today);
  const [through, setThrough] = useState<string | null>(null);
  const editor = useRecordEditor({
    id,
    initial,
    onSaved: onClose,
    onLeave: onClose,
    inDialog: true,
  });
  const { kind: _, ...form } = editor.form;
  const look = useFrequencyLook(id, form, from, through);
  const wide = editor as unknown as RecordEditor;
  return (
    <Modal
      opened
      onClose={editor.leave}
      size="66rem"
      padding={0}
      title={
        <div className={classes.title}>
          {id === null ? t("setup.new.invoice-frequencies") : initial.name}
          <span className={classes.about}>
            {uses === undefined || uses.length === 0
              ? t("setup.frequency.unused")
              : t("setup.frequency.used", { what: words(uses) })}
          </span>
        </div>
      }
      closeButtonProps={{ "aria-label": t("setup.close") }}
      classNames={{ body: classes.dialog ?? "", header: classes.header ?? "" }}
    >
      <div className={classes.parts} {...restsWhile(editor.isResting)}>
        <FrequencyFields
          editor={editor}
          from={from}
          onFrom={setFrom}
          through={through}
          onThrough={setThrough}
          anchor={look.data?.rule?.anchor ?? null}
          uses={uses}
        />
        <RuleSays look={look} from={from} />
      </div>
      <EditorFoot editor={wide} uses={uses} onDeleted={onClose} />
    </Modal>
  );
}
