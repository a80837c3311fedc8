// A page that looks like the printed one, for the stand-in only.
import type { InvoiceDetail, PrintedPages } from "../../bindings";
import { formatDecimal } from "../format";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

export function printedPages(invoice: InvoiceDetail, company: string): PrintedPages {
  const out: string[] = [];
  const text = (x: number, y: number, words: string, size = 7, weight = 400, anchor = "start", fill = "#1D1B18") =>
    out.push(
      `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}">${escaped(words)}</text>`,
    );
  const rule = (y: number, colour = "#E8E5DF", width = 0.5) =>
    out.push(`<path d="M34 ${y}H386" stroke="${colour}" stroke-width="${width}"/>`);
  text(34, 44, company, 9, 600);
  text(34, 54, "12 Harbour Street, Seattle, WA 98101", 6.5, 400, "start", "#57524A");
  text(386, 48, "Proforma invoice", 14, 600, "end");
  text(386, 59, invoice.number ?? "Draft, number given when confirmed", 6.5, 400, "end", "#57524A");
  rule(78, "#2B50C7", 1.2);
  text(34, 96, "To", 6.5, 400, "start", "#57524A");
  text(34, 106, invoice.customer_name, 7, 600);
  text(330, 96, "Invoice date", 6.5, 400, "end", "#57524A");
  text(386, 96, invoice.invoice_date, 6.5, 400, "end");
  text(34, 140, invoice.contract_name, 7.5, 600);
  let y = 160;
  for (const line of invoice.lines) {
    text(34, y, line.name, 7, 600);
    text(386, y, formatDecimal(line.amount, "en"), 7, 600, "end");
    rule(y + 5);
    y += 15;
    for (const detail of line.details) {
      text(34, y, detail.date, 6.5);
      text(84, y, detail.description, 6.5);
      text(386, y, formatDecimal(detail.amount, "en"), 6.5, 400, "end");
      rule(y + 5);
      y += 15;
    }
    y += 4;
  }
  text(270, y + 14, "Total", 8, 600);
  text(386, y + 14, `${formatDecimal(invoice.total, "en")} ${invoice.currency}`, 8, 600, "end");
  text(34, 560, "Proforma: not a tax invoice.", 6.5, 400, "start", "#57524A");
  return {
    pages: [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 594" font-family="sans-serif"><rect width="420" height="594" fill="#fff"/>${out.join("")}</svg>`,
    ],
  };
}
