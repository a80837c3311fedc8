import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PrintedPages as Printed } from "../bindings";
import classes from "./PrintedPages.module.css";

function Page({ svg, page, of }: { svg: string; page: number; of: number }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return <img className={classes.page} src={address} alt={t("pages.page", { page, of })} />;
}

/** The pages as they will print. Paper stays paper in the dark. */
export function PrintedPages({ printed }: { printed: Printed }) {
  return (
    <div className={classes.pages}>
      {printed.pages.map((svg, index) => (
        <Page key={index} svg={svg} page={index + 1} of={printed.pages.length} />
      ))}
    </div>
  );
}
