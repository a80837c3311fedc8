import { Button, Modal, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Cap } from "../components/KeyCap";
import { Notice } from "../components/Notice";
import { type KeyDoes, type KeyEntry, type KeyGroup, keyGroups } from "../lib/keyActions";
import { type KeyRefusal, resetKeys, shownKeys, useKeyChoices } from "../lib/keyBindings";
import { setSingleKeys, useSingleKeys } from "../lib/keys";
import { useReadOnly } from "../lib/readOnly";
import { KeyChoice } from "./KeyChoice";
import classes from "./KeysOverlay.module.css";

const groupNames = Object.keys(keyGroups) as KeyGroup[];

type Refused = { key: string; refusal: KeyRefusal };

/** Every key of the window, a way to choose another for those that work alone, and the switch that rests them. */
export function KeysOverlay({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const single = useSingleKeys();
  const choices = useKeyChoices();
  const isReadOnly = useReadOnly().why !== null;
  const [refused, setRefused] = useState<Refused | null>(null);
  const close = () => {
    setRefused(null);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("keys.title")}
      size="78rem"
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      <div className={classes.top}>
        <p className={classes.help}>{t("keys.help")}</p>
        <div>
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
        {Object.keys(choices).length > 0 && (
          <Button
            onClick={() => {
              setRefused(null);
              resetKeys();
            }}
          >
            {t("keys.reset")}
          </Button>
        )}
      </div>
      {isReadOnly && (
        <div className={classes.refused}>
          <Notice tone="grey" shape="slash">
            {t("keys.read_only")}
          </Notice>
        </div>
      )}
      {refused !== null && (
        <div className={classes.refused}>
          <Notice tone="amber" shape="triangle" alert>
            <Refusal refused={refused} />
          </Notice>
        </div>
      )}
      <div className={classes.groups}>
        {groupNames.map((group) => (
          <section key={group} aria-label={t(`keys.group.${group}`)}>
            <h3 className={classes.name}>{t(`keys.group.${group}`)}</h3>
            <dl>
              {(keyGroups[group] as readonly KeyEntry<KeyDoes>[]).map((entry) => (
                <div key={entry.does} className={classes.entry}>
                  <dt>{t(`keys.does.${entry.does}`)}</dt>
                  <dd className={classes.keys}>
                    {group === "go" && <Cap keys={shownKeys("G")} />}
                    {entry.key === undefined ? (
                      <Cap keys={shownKeys(entry.keys)} />
                    ) : (
                      <KeyChoice group={group} entry={entry} onRefused={setRefused} />
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function Refusal({ refused: { key, refusal } }: { refused: Refused }) {
  const { t } = useTranslation();
  if (refusal.why !== "taken") return t(`keys.refused.${refusal.why}`, { key });
  return t("keys.refused.taken", {
    key,
    does: t(`keys.does.${refusal.does}`),
    group: t(`keys.group.${refusal.group}`),
  });
}
