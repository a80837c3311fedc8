import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RecordUser, RecordUserKind, RecordUses } from "../../bindings";
import { useFormat } from "../../lib/format";
import classes from "./Editor.module.css";

/** "14 lines, 2 invoices". */
export function useUseWords() {
  const { t } = useTranslation();
  return (uses: readonly RecordUses[]) => uses.map(({ kind, count }) => t(`setup.uses.${kind}`, { count })).join(", ");
}

/** What uses a record, each with the way there. */
export function UsedBy({ uses }: { uses: readonly RecordUses[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (uses.length === 0) return <p className={classes.help}>{t("setup.unused")}</p>;
  return (
    <dl className={classes.uses}>
      {uses.map(({ kind, count, named }) => (
        <div key={kind} className={classes.use}>
          <dt>{t(`setup.uses.${kind}`, { count })}</dt>
          {named.map((user) => (
            <dd key={user.id}>
              <User kind={kind} user={user} />
            </dd>
          ))}
          {count > named.length && (
            <dd className={classes.help}>{t("setup.uses.more", { more: format.count(count - named.length) })}</dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function User({ kind, user }: { kind: RecordUserKind; user: RecordUser }) {
  switch (kind) {
    case "invoice":
      return (
        <Link to="/invoices/$id" params={{ id: user.id }}>
          {user.name}
        </Link>
      );
    case "resource":
      return (
        <Link to="/settings/set-up/$list" params={{ list: "resources" }} search={{ record: user.id }}>
          {user.name}
        </Link>
      );
    case "contract":
    case "contract_line":
    case "milestone":
    case "transaction":
      return (
        <Link to="/contracts/$id" params={{ id: user.contract ?? user.id }}>
          {user.name}
        </Link>
      );
  }
}
