import { Button, type MantineColorScheme, Modal, SegmentedControl, Select, useMantineColorScheme } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../components/Icon";
import { chosenLocale, firstWeekdayOf, formatFor, useFirstWeekday, useFormat } from "../lib/format";
import {
  changeView,
  defaultViewSettings,
  firstWeekdays,
  knownLocales,
  stepTextSize,
  textSizes,
  useViewSettings,
  type ViewSettings,
} from "../lib/viewSettings";
import classes from "./ViewDialog.module.css";

const SAMPLE_DATE = "2020-10-19";
const SAMPLE_AMOUNT = "1234567.50";
/** 4 October 2020 was a Sunday, the weekday 0. */
const SUNDAY = Date.UTC(2020, 9, 4);
const DAY_MILLISECONDS = 86_400_000;

/** How the window looks and writes, on this computer; every choice acts at once. */
export function ViewDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("view.title")}
      size="38rem"
      closeButtonProps={{ "aria-label": t("view.close") }}
    >
      <p className={classes.about}>{t("view.about")}</p>
      <Look />
      <Formats />
      <Foot />
    </Modal>
  );
}

function Look() {
  const { t } = useTranslation();
  const settings = useViewSettings();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Line label={t("theme.label")}>
        {(name) => (
          <Choice
            label={name}
            values={["auto", "light", "dark"]}
            word={(value) => t(`theme.${value}`)}
            value={colorScheme}
            onChange={(value: MantineColorScheme) => setColorScheme(value)}
          />
        )}
      </Line>
      <Line label={t("view.text_size")} help={t("view.text_size_help")}>
        {(name) => <TextSize label={name} />}
      </Line>
      <Line label={t("view.contrast")}>
        {(name) => (
          <Choice
            label={name}
            values={["system", "more"]}
            word={(value) => t(`view.contrasts.${value}`)}
            value={settings.contrast}
            onChange={(contrast: ViewSettings["contrast"]) => changeView({ contrast })}
          />
        )}
      </Line>
      <Line label={t("view.motion")}>
        {(name) => (
          <Choice
            label={name}
            values={["system", "reduced"]}
            word={(value) => t(`view.motions.${value}`)}
            value={settings.motion}
            onChange={(motion: ViewSettings["motion"]) => changeView({ motion })}
          />
        )}
      </Line>
      <Line label={t("view.density")}>
        {(name) => (
          <Choice
            label={name}
            values={["comfortable", "compact"]}
            word={(value) => t(`view.densities.${value}`)}
            value={settings.density}
            onChange={(density: ViewSettings["density"]) => changeView({ density })}
          />
        )}
      </Line>
    </>
  );
}

function TextSize({ label }: { label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { textSize } = useViewSettings();
  return (
    <fieldset className={classes.size} aria-label={label}>
      <Button
        aria-label={t("view.smaller")}
        aria-keyshortcuts="Control+-"
        disabled={textSize === textSizes[0]}
        onClick={() => stepTextSize(-1)}
      >
        <Icon of={IconMinus} />
      </Button>
      <output className={classes.percent}>{t("common.percent", { percent: format.count(textSize) })}</output>
      <Button
        aria-label={t("view.larger")}
        aria-keyshortcuts="Control++"
        disabled={textSize === textSizes.at(-1)}
        onClick={() => stepTextSize(1)}
      >
        <Icon of={IconPlus} />
      </Button>
    </fieldset>
  );
}

function Formats() {
  const { t, i18n } = useTranslation();
  const settings = useViewSettings();
  const firstWeekday = useFirstWeekday();
  const countries = new Intl.DisplayNames(i18n.language, { type: "region" });
  const weekdays = new Intl.DateTimeFormat(i18n.language, { weekday: "long", timeZone: "UTC" });
  const weekday = (day: number) => weekdays.format(SUNDAY + day * DAY_MILLISECONDS);
  const sample = (locale: string) => {
    const format = formatFor(i18n.language, locale, null);
    return `${format.fullDate(SAMPLE_DATE)}, ${format.amount(SAMPLE_AMOUNT)}`;
  };
  const system = chosenLocale(null, i18n.language);
  const country = (locale: string) => countries.of(new Intl.Locale(locale).region ?? "") ?? locale;
  return (
    <>
      <Line label={t("view.formats")}>
        {(name) => (
          <Select
            aria-label={name}
            allowDeselect={false}
            comboboxProps={{ withinPortal: true }}
            value={settings.locale ?? "system"}
            data={[
              { value: "system", label: t("view.as_system", { what: sample(system) }) },
              ...knownLocales
                .map((locale) => ({ value: locale as string, label: `${country(locale)}: ${sample(locale)}` }))
                .sort((one, other) => one.label.localeCompare(other.label, i18n.language)),
            ]}
            onChange={(value) => changeView({ locale: knownLocales.find((known) => known === value) ?? null })}
          />
        )}
      </Line>
      <Line label={t("view.first_weekday")}>
        {(name) => (
          <Select
            aria-label={name}
            allowDeselect={false}
            value={settings.firstWeekday === null ? "locale" : String(firstWeekday)}
            data={[
              {
                value: "locale",
                label: t("view.as_formats", { what: weekday(firstWeekdayOf(settings.locale ?? system)) }),
              },
              ...firstWeekdays.map((day) => ({ value: String(day), label: weekday(day) })),
            ]}
            onChange={(value) =>
              changeView({ firstWeekday: firstWeekdays.find((day) => String(day) === value) ?? null })
            }
          />
        )}
      </Line>
    </>
  );
}

function Foot() {
  const { t } = useTranslation();
  const settings = useViewSettings();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isUsual = colorScheme === "auto" && JSON.stringify(settings) === JSON.stringify(defaultViewSettings);
  return (
    <div className={classes.foot}>
      <span className={classes.note}>{t("view.kept")}</span>
      {!isUsual && (
        <Button
          onClick={() => {
            setColorScheme("auto");
            changeView(defaultViewSettings);
          }}
        >
          {t("view.reset")}
        </Button>
      )}
    </div>
  );
}

type LineProps = { label: string; help?: string; children: (label: string) => ReactNode };

/** A setting: what it is on the left, the choice on the right. */
function Line({ label, help, children }: LineProps) {
  return (
    <div className={classes.line}>
      <div>
        <div className={classes.label}>{label}</div>
        {help !== undefined && <div className={classes.note}>{help}</div>}
      </div>
      <div className={classes.choice}>{children(label)}</div>
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  values: readonly Value[];
  word: (value: Value) => string;
  value: Value;
  onChange: (value: Value) => void;
};

function Choice<Value extends string>({ label, values, word, value, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <SegmentedControl
      name={name}
      aria-label={label}
      data={values.map((one) => ({ value: one, label: word(one) }))}
      value={value}
      onChange={(next) => onChange(next as Value)}
    />
  );
}
