import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ProofRow } from "../../bindings";
import { Money } from "../../components/Money";
import { Status } from "../../components/Status";
import { useFormat } from "../../lib/format";
import classes from "./ProofStrip.module.css";

type ProofStripProps = { count: string; of: string | null; proof: readonly ProofRow[]; children: ReactNode };

/** The count, and the proof per currency: ready before = invoiced + left out. */
export function ProofStrip({ count, of, proof, children }: ProofStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const why = (row: ProofRow) => {
    const parts = row.reasons.map(
      (reason) => `${format.amount(reason.amount)} ${t(`reason_in_sentence.${reason.code}`)}`,
    );
    if (row.elsewhere !== null) parts.push(`${format.amount(row.elsewhere)} ${t("proof.elsewhere")}`);
    return parts.length === 0 ? t("proof.nothing_left_out") : parts.join(", ");
  };
  return (
    <section className={classes.strip} aria-label={t("proof.label")}>
      <div className={classes.left}>
        <p className={classes.count}>
          <strong>{count}</strong> {of}
        </p>
        <div className={classes.facts}>{children}</div>
      </div>
      {proof.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.proof} aria-label={t("proof.table")}>
            <thead>
              <tr>
                <th className={classes.unseen}>{t("contracts.currency")}</th>
                <th className={classes.end}>{t("proof.ready_before")}</th>
                <th className={classes.end}>{t("proof.invoiced")}</th>
                <th className={classes.end}>{t("proof.left_out")}</th>
                <th className={classes.unseen}>{t("proof.verdict")}</th>
                <th>{t("proof.why")}</th>
              </tr>
            </thead>
            <tbody>
              {proof.map((row) => (
                <tr key={row.currency}>
                  <th scope="row" className={classes.currency}>
                    {row.currency}
                  </th>
                  <td className={classes.end}>
                    <Money amount={row.ready_before} /> <span className={classes.sign}>=</span>
                  </td>
                  <td className={classes.end}>
                    <Money amount={row.invoiced} strong /> <span className={classes.sign}>+</span>
                  </td>
                  <td className={classes.end}>
                    <Money amount={row.left_out} />
                  </td>
                  <td>
                    <Status shape={row.adds_up ? "ring-check" : "octagon"} tone={row.adds_up ? "green" : "red"}>
                      {row.adds_up ? t("proof.adds_up") : t("proof.does_not_add_up")}
                    </Status>
                  </td>
                  <td className={classes.why} title={why(row)}>
                    {why(row)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
