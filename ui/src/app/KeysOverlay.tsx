import { Modal, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KeyCap } from "../components/KeyCap";
import { setSingleKeys, useSingleKeys } from "../lib/keys";
import classes from "./KeysOverlay.module.css";

const groups = [
  {
    name: "everywhere",
    keys: [
      ["G R", "go_run"],
      ["G I", "go_invoices"],
      ["G C", "go_contracts"],
      ["G P", "go_process_runs"],
      ["Mod Z", "undo"],
      ["Esc", "back"],
      ["?", "keys"],
    ],
  },
  {
    name: "lists",
    keys: [
      ["/", "find"],
      ["↑ ↓ J K", "move"],
      ["Enter", "open"],
      ["Space", "select"],
      ["Shift ↓", "extend"],
      ["Mod A", "all"],
      ["1 … 5", "tab"],
    ],
  },
  {
    name: "contract",
    keys: [
      ["M", "mark_ready"],
      ["Shift M", "mark_not_ready"],
      ["W", "why"],
    ],
  },
  {
    name: "run",
    keys: [
      ["P", "preview"],
      ["Mod Enter", "run"],
      ["← →", "day"],
      ["J K", "draft"],
    ],
  },
  {
    name: "invoice",
    keys: [
      ["O", "pdf"],
      ["[ ]", "neighbour"],
    ],
  },
] as const;

/** Every key of the window, and the switch for those that work without Ctrl. */
export function KeysOverlay({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const single = useSingleKeys();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("keys.title")}
      size="46rem"
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group.name} aria-label={t(`keys.group.${group.name}`)}>
            <h3 className={classes.name}>{t(`keys.group.${group.name}`)}</h3>
            <dl className={classes.list}>
              {group.keys.map(([keys, does]) => (
                <div key={keys} className={classes.entry}>
                  <dt>{t(`keys.does.${does}`)}</dt>
                  <dd>
                    <KeyCap keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={classes.single}>
        <Switch
          checked={single}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
          label={t("keys.single")}
          aria-describedby="single-keys-help"
        />
        <p id="single-keys-help" className={classes.help}>
          {t("keys.single_help")}
        </p>
      </div>
    </Modal>
  );
}
