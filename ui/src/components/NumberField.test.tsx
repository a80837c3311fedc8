import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { changeView } from "../lib/viewSettings";
import { NumberField } from "./NumberField";

function show(value = "") {
  const onChange = vi.fn();
  function Holder() {
    const [now, setNow] = useState(value);
    return (
      <MantineProvider>
        <NumberField
          label="Amount"
          unit="USD"
          value={now}
          onChange={(next) => {
            onChange(next);
            setNow(next);
          }}
        />
        <button type="button" onClick={() => setNow("1.5")}>
          Fill
        </button>
      </MantineProvider>
    );
  }
  render(<Holder />);
  return { user: userEvent.setup(), field: screen.getByRole("textbox", { name: "Amount" }), onChange };
}

describe("a number field", () => {
  it("keeps what is typed while it is typed, sends plain decimals, and writes them when it is left", async () => {
    const { user, field, onChange } = show();
    await user.type(field, "17000,5");
    expect(field).toHaveValue("17000,5");
    expect(onChange).toHaveBeenLastCalledWith("17000.5");
    await user.tab();
    expect(field).toHaveValue("17,000.5");
  });

  it("reads and writes as the reader's country does", async () => {
    changeView({ locale: "de-DE" });
    const { user, field, onChange } = show("17000.00");
    expect(field).toHaveValue("17.000,00");
    await user.clear(field);
    await user.type(field, "1.234,50");
    await user.tab();
    expect(onChange).toHaveBeenLastCalledWith("1234.50");
    expect(field).toHaveValue("1.234,50");
    changeView({ locale: null });
  });

  it("takes what is pasted with spaces and a currency sign", async () => {
    const { user, field, onChange } = show();
    await user.click(field);
    await user.paste(" $ 17 000.00 ");
    expect(onChange).toHaveBeenLastCalledWith("17000.00");
  });

  it("takes no amount of another currency, says so, and sends it as no number", async () => {
    const { user, field, onChange } = show();
    for (const text of ["1,200.00 EUR", "€ 1,200.00"]) {
      await user.clear(field);
      await user.paste(text);
      expect(onChange).toHaveBeenLastCalledWith(text);
      await user.tab();
      expect(field).toHaveAccessibleDescription(
        `“${text}” is in another currency, but the contract is in USD. Type the amount in USD.`,
      );
    }
  });

  it("says what it does not understand and keeps it", async () => {
    const { user, field } = show();
    await user.type(field, "a lot");
    await user.tab();
    expect(field).toHaveValue("a lot");
    expect(field).toHaveAccessibleDescription(/“a lot” is no number/);
  });

  it("never sends the program a number that may be read in two ways", async () => {
    changeView({ locale: "sv-SE" });
    const { user, field, onChange } = show();
    await user.type(field, "17.000");
    expect(onChange).toHaveBeenLastCalledWith("17.000 ?");
    await user.tab();
    expect(field).toHaveAccessibleDescription(/can be read in two ways/);
    changeView({ locale: null });
  });

  it("follows what is filled in for it", async () => {
    const { user, field } = show("3");
    await user.clear(field);
    await user.type(field, "4");
    await user.click(screen.getByRole("button", { name: "Fill" }));
    expect(field).toHaveValue("1.5");
  });
});
