import { Button, VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerName, CustomerSplitForm } from "../../../bindings";
import { GroupSays, Said } from "../../../components/FieldSays";
import form from "../../../components/Form.module.css";
import { Icon } from "../../../components/Icon";
import { Status } from "../../../components/Status";
import type { FreshRow } from "../../../components/useFreshRow";
import { useFormat } from "../../../lib/format";
import type { FormSays } from "../../../lib/formLook";
import { ipc, type Problem } from "../../../lib/ipc";
import { asWholeSentence } from "../../../lib/sentence";
import { CustomerRow } from "./CustomerRow";
import { useHasNone } from "./choices";
import classes from "./SetUp.module.css";

type CustomersFieldProps = {
  value: readonly CustomerSplitForm[];
  onChange: (customers: CustomerSplitForm[]) => void;
  says: FormSays;
  names: readonly CustomerName[];
  currency: string;
  /** What the percentages total, as the program says. */
  total: string | null;
  /** Whether each may have a not-to-exceed limit. */
  hasLimits: boolean;
  /** Told of a row that is just added. */
  fresh: FreshRow;
  /** Beside the buttons. */
  tools?: React.ReactNode;
};

/** Whether all are as they should be, in the words of the program. */
const WHOLE = /^100(\.0+)?$/;

const noOne: CustomerSplitForm = { customer: "", percent: "0", not_to_exceed: "", rounding: false };

/** Who pays, which part, up to what, and who gets the odd cent. The primary customer comes first. */
export function CustomersField(props: CustomersFieldProps) {
  const { value, onChange, says, currency, total, hasLimits } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const radio = useId();
  const body = useRef<HTMLTableSectionElement>(null);
  const adding = useRef<HTMLButtonElement>(null);
  const [met, setMet] = useState<readonly CustomerName[]>([]);
  const [added, setAdded] = useState<number | null>(null);
  const names = [...props.names, ...met];
  const nameOf = (one: CustomerSplitForm, at: number) =>
    names.find(({ id }) => id === one.customer)?.name ??
    (one.customer || t("set_up.customer_number", { number: at + 1 }));
  const set = (at: number, given: Partial<CustomerSplitForm>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...given } : one)));
  const distributing = useMutation<string[], Problem>({
    mutationFn: () => ipc.distributeEvenly(value.length),
    onSuccess: (percents) => {
      // The program gives what is left over to the first; it belongs to whoever takes what rounding leaves.
      const taker = Math.max(
        0,
        value.findIndex((one) => one.rounding),
      );
      const [most = "", ...others] = percents;
      others.splice(taker, 0, most);
      onChange(value.map((one, at) => ({ ...one, percent: others[at] ?? one.percent })));
    },
  });
  const move = (at: number, to: number) => {
    const moved = value[at];
    if (moved === undefined || to < 0 || to >= value.length) return;
    onChange(value.toSpliced(at, 1).toSpliced(to, 0, moved));
    // The focus goes with the row.
    requestAnimationFrame(() => body.current?.rows[to]?.querySelector<HTMLElement>("input")?.focus());
  };
  const remove = (at: number) => {
    const left = value.toSpliced(at, 1);
    const [first] = left;
    // Somebody takes what rounding leaves.
    if (first !== undefined && !left.some((one) => one.rounding)) left[0] = { ...first, rounding: true };
    onChange(left);
    requestAnimationFrame(() => {
      const next =
        body.current?.rows[Math.min(at, left.length - 1)]?.querySelector<HTMLElement>("[data-remove]:not(:disabled)");
      (next ?? adding.current)?.focus();
    });
  };
  const taker = value.findIndex((one) => one.rounding);
  const hasNone = useHasNone("customer");
  const isLocked = says.at("customers").lock !== null;
  return (
    <div data-path="customers">
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={t("contract.customers")}>
          <thead>
            <tr>
              <th>{t("contracts.customer")}</th>
              <th className={classes.percent}>{t("set_up.percent")}</th>
              {hasLimits && <th className={classes.limit}>{t("set_up.limit")}</th>}
              <th className={classes.narrow}>{t("set_up.odd_cent")}</th>
              <th className={classes.narrow}>
                <VisuallyHidden>{t("set_up.actions")}</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {value.map((one, at) => (
              <CustomerRow
                key={at}
                at={at}
                count={value.length}
                value={one}
                name={nameOf(one, at)}
                known={names}
                currency={currency}
                hasLimits={hasLimits}
                radio={radio}
                says={says}
                takesFocus={added === at}
                onChange={(given) => set(at, given)}
                onMeet={(customer) => setMet((old) => [...old, customer])}
                onTakeOddCent={() => onChange(value.map((other, index) => ({ ...other, rounding: index === at })))}
                onMove={(step) => move(at, at + step)}
                onRemove={() => remove(at)}
                onLeft={() => props.fresh.leave(`customers[${at}]`)}
              />
            ))}
          </tbody>
          {total !== null && (
            <tfoot>
              <tr className={classes.total}>
                <td>{t("set_up.total")}</td>
                <td className={classes.sum}>
                  <span>{t("common.percent", { percent: format.amount(total) })}</span>
                </td>
                <td colSpan={3}>
                  {WHOLE.test(total) && (
                    <Status shape="ring-check" tone="green">
                      {t("set_up.adds_up")}
                    </Status>
                  )}
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      {hasNone && (
        <p className={classes.words}>
          {t("set_up.no_customers")}{" "}
          <Link to="/settings/set-up/$list" params={{ list: "customers" }} search={{ new: true }}>
            {t("set_up.first_customer")}
          </Link>
        </p>
      )}
      <GroupSays says={{ ...says.at("customers"), lock: null }} />
      {distributing.error !== null && <Said tone="red">{asWholeSentence(distributing.error.message)}</Said>}
      {value.length > 1 && (
        <p className={classes.words}>
          {t("set_up.odd_cent_words", { name: nameOf(value[taker] ?? noOne, Math.max(0, taker)) })}
        </p>
      )}
      {!isLocked && (
        <div className={form.tools} style={{ marginTop: "var(--space-8)" }}>
          <Button
            ref={adding}
            leftSection={<Icon of={IconPlus} />}
            // Leaving the row above, it would say what is missing, and this button would go from under the mouse.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              setAdded(value.length);
              props.fresh.begin(`customers[${value.length}]`);
              onChange([
                ...value,
                { ...noOne, percent: value.length === 0 ? "100" : "0", rounding: value.length === 0 },
              ]);
            }}
          >
            {t("set_up.add_customer")}
          </Button>
          {value.length > 1 && (
            <Button loading={distributing.isPending} onClick={() => distributing.mutate()}>
              {t("set_up.distribute")}
            </Button>
          )}
          {props.tools}
        </div>
      )}
    </div>
  );
}
