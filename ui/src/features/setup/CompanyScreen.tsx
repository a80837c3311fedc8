import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RecordForm } from "../../bindings";
import { HistoryPanel } from "../../components/HistoryPanel";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { CountryField } from "./CountryField";
import classes from "./Editor.module.css";
import { EditorFoot } from "./EditorFoot";
import { EditorBody, Section } from "./EditorFrame";
import { LinesField, TextField } from "./fields";
import { LogoField } from "./LogoField";
import { useRecord } from "./queries";
import { type RecordEditor, useRecordEditor } from "./useRecordEditor";

type CompanyForm = Extract<RecordForm, { kind: "company" }>;

type CompanyScreenProps = { showsHistory: boolean; onHistory: (isShown: boolean) => void };

/** Who issues the invoices: what stands at the head and at the foot of each. */
export function CompanyScreen({ showsHistory, onHistory }: CompanyScreenProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRecord("company", "company");
  const form = data?.form;
  return (
    <>
      <PageHead crumb={<Link to="/settings">{t("settings.title")}</Link>} title={t("setup.company")} />
      {data === undefined && error !== null ? (
        <ProblemNotice what={t("setup.one_problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : showsHistory ? (
        <CompanyHistory onClose={() => onHistory(false)} />
      ) : form?.kind === "company" ? (
        <CompanyFields initial={form} />
      ) : (
        <SkeletonRows rows={6} />
      )}
    </>
  );
}

function CompanyHistory({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useKeys({ escape: onClose });
  return (
    <HistoryPanel of={{ of: "record", kind: "company", id: "company" }} name={t("setup.company")} onClose={onClose} />
  );
}

function CompanyFields({ initial }: { initial: CompanyForm }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const editor = useRecordEditor<CompanyForm>({
    id: "company",
    initial,
    onSaved: () => {},
    onLeave: () => void navigate({ to: "/settings" }),
  });
  return (
    <section className={classes.form} aria-label={t("setup.company")}>
      <EditorBody editor={editor}>
        <Section title={t("setup.section.letterhead")}>
          <TextField editor={editor} name="name" label={t("setup.field.name")} isRequired />
          <LinesField editor={editor} name="address" label={t("setup.field.address")} help={t("setup.address_help")} />
          <CountryField editor={editor} />
          <LogoField editor={editor} />
        </Section>
        <Section title={t("setup.section.tax_and_contact")}>
          <div className={classes.pair}>
            <TextField editor={editor} name="tax_id" label={t("setup.field.tax_id")} help={t("setup.tax_id_help")} />
            <TextField editor={editor} name="email" label={t("setup.field.email")} help={t("setup.email_help")} />
          </div>
          <TextField
            editor={editor}
            name="language"
            label={t("setup.field.language")}
            help={t("setup.company_language_help")}
          />
        </Section>
        <Section title={t("setup.section.bank")}>
          <LinesField
            editor={editor}
            name="bank_details"
            label={t("setup.field.bank_details")}
            help={t("setup.bank_help")}
          />
        </Section>
      </EditorBody>
      <EditorFoot editor={editor as unknown as RecordEditor} uses={[]} keeps onDeleted={() => {}} />
    </section>
  );
}
