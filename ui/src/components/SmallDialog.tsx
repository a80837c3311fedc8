import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import dialog from "./Dialog.module.css";
import { Notice } from "./Notice";

type SmallDialogProps = {
  opened: boolean;
  title: string;
  /** What the cross does, for those who do not see it. */
  closing: string;
  onClose: () => void;
  /** Once it is out of sight, and the focus free. */
  onGone?: () => void;
  children: ReactNode;
};

/** A dialog of a question or two; closed, it forgets what was typed. */
export function SmallDialog({ opened, title, closing, onClose, onGone, children }: SmallDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      {...(onGone !== undefined && { onExitTransitionEnd: onGone })}
      title={title}
      size="34rem"
      closeButtonProps={{ "aria-label": closing }}
    >
      {opened && children}
    </Modal>
  );
}

type SmallFormProps = {
  /** What it is about, and what that means. */
  about: ReactNode;
  /** Its fields. */
  children?: ReactNode;
  /** Why it was refused, where no field says it. */
  refused?: ReactNode;
  hint: string;
  verb: string;
  isBusy: boolean;
  /** Whether the verb has the focus: there is no field to begin with. */
  beginsAtVerb?: boolean;
  onSubmit: () => void;
  /** What its other button does, and the word on it where that is not Cancel. */
  onBack: () => void;
  back?: string;
  /** A third way, between the two. */
  other?: ReactNode;
};

/** What a small dialog holds: a few sentences, its fields, why it was refused, and the foot with the verb at the right. */
export function SmallForm(props: SmallFormProps) {
  const { t } = useTranslation();
  const { about, children, refused, hint, verb, isBusy, beginsAtVerb = false, back, other } = props;
  return (
    <form
      className={dialog.body}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) props.onSubmit();
      }}
    >
      <div className={dialog.about}>{about}</div>
      {children}
      {refused !== undefined && (
        <Notice tone="red" shape="octagon" alert>
          {refused}
        </Notice>
      )}
      <div className={dialog.foot}>
        <span className={dialog.hint}>{hint}</span>
        <Button onClick={props.onBack}>{back ?? t("common.cancel")}</Button>
        {other}
        <Button type="submit" variant="filled" loading={isBusy} {...(beginsAtVerb && { "data-autofocus": true })}>
          {verb}
        </Button>
      </div>
    </form>
  );
}
