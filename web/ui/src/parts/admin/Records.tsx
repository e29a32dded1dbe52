// A plain table of records: small lists that fit on a page, readable by screen readers as tables.
import type { ReactNode } from "react";

export interface RecordColumn<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  className?: string;
}

interface Props<Row> {
  label: string;
  columns: RecordColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string | number;
  dimmed?: (row: Row) => boolean;
}

export function Records<Row>({ label, columns, rows, rowKey, dimmed }: Props<Row>) {
  return (
    <div className="records-frame">
      <table className="records" aria-label={label}>
        <thead>
          <tr>{columns.map((column) => <th key={column.title} scope="col" className={column.className}>{column.title}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={dimmed?.(row) ? "records-dim" : undefined}>
              {columns.map((column) => <td key={column.title} className={column.className}>{column.cell(row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
