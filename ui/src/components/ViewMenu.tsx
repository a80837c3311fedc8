import { Button, Menu, Modal, TextInput } from "@mantine/core";
import { IconBookmark, IconChevronDown, IconDeviceFloppy, IconPencil, IconTrash } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView, Views } from "../lib/savedViews";
import { showToast } from "../lib/toasts";
import { Icon } from "./Icon";
import classes from "./ViewMenu.module.css";

const NAME_LENGTH_MAX = 60;

/**
 * The saved views of a list, the one that is shown by its name.
 *
 * `useViews` holds them; the strip over a filtered list opens the same dialog with `views.setNaming`.
 */
export function ViewMenu({ views }: { views: Views }) {
  const { t } = useTranslation();
  const { current, changed, naming } = views;
  const name = current?.name ?? (changed === null ? t("views.none") : t("views.changed", { name: changed.name }));
  const own = changed ?? views.own.find((view) => view === current) ?? null;
  const remove = (view: SavedView) => {
    views.remove(view);
    showToast({ text: t("views.deleted", { name: view.name }), undo: () => views.putBack(view) });
  };
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            className={classes.button ?? ""}
            leftSection={<Icon of={IconBookmark} />}
            rightSection={<Icon of={IconChevronDown} />}
            aria-label={t("views.button", { name })}
          >
            {name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup value={current?.name ?? ""}>
            {views.presets.map((view) => (
              <ViewItem key={view.name} view={view} onChoose={views.choose} />
            ))}
            {views.own.length > 0 && <Menu.Label>{t("views.own")}</Menu.Label>}
            {views.own.map((view) => (
              <ViewItem key={view.name} view={view} onChoose={views.choose} />
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          {changed !== null && (
            <Menu.Item leftSection={<Icon of={IconDeviceFloppy} />} onClick={() => views.update(changed)}>
              {t("views.update", { name: changed.name })}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<Icon of={IconBookmark} />}
            disabled={current !== null}
            onClick={() => views.setNaming({ kind: "save" })}
          >
            {t("views.save")}
          </Menu.Item>
          {own !== null && (
            <>
              <Menu.Item
                leftSection={<Icon of={IconPencil} />}
                onClick={() => views.setNaming({ kind: "rename", view: own })}
              >
                {t("views.rename", { name: own.name })}
              </Menu.Item>
              <Menu.Item leftSection={<Icon of={IconTrash} />} onClick={() => remove(own)}>
                {t("views.delete", { name: own.name })}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={naming !== null}
        onClose={() => views.setNaming(null)}
        title={t(naming?.kind === "rename" ? "views.rename_title" : "views.save_title")}
        closeButtonProps={{ "aria-label": t("views.close") }}
      >
        {naming !== null && <NameForm views={views} naming={naming} />}
      </Modal>
    </>
  );
}

function ViewItem({ view, onChoose }: { view: SavedView; onChoose: (view: SavedView) => void }) {
  return (
    <Menu.RadioItem value={view.name} closeMenuOnClick onClick={() => onChoose(view)}>
      {view.name}
    </Menu.RadioItem>
  );
}

function NameForm({ views, naming }: { views: Views; naming: NonNullable<Views["naming"]> }) {
  const { t } = useTranslation();
  const renamed = naming.kind === "rename" ? naming.view : undefined;
  const [name, setName] = useState(renamed?.name ?? "");
  const [isChecked, setIsChecked] = useState(false);
  const error =
    name.trim() === "" ? t("views.name_missing") : views.isTaken(name, renamed) ? t("views.name_taken") : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (error !== null) return;
    if (renamed === undefined) views.save(name.trim());
    else views.rename(renamed, name.trim());
    views.setNaming(null);
    if (renamed === undefined) showToast({ text: t("views.saved", { name: name.trim() }) });
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <p className={classes.about}>{t("views.about")}</p>
      <TextInput
        data-autofocus
        label={t("views.name")}
        value={name}
        maxLength={NAME_LENGTH_MAX}
        error={isChecked || views.isTaken(name, renamed) ? error : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={classes.foot}>
        <Button onClick={() => views.setNaming(null)}>{t("common.cancel")}</Button>
        <Button type="submit" variant="filled">
          {t(renamed === undefined ? "views.save_verb" : "views.rename_verb")}
        </Button>
      </div>
    </form>
  );
}
