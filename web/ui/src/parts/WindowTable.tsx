// A table of any length: only the rows in sight are in the page, more pages are asked for near the end, and what
// stands under the eye stays there when the list is refreshed.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, type ReactNode } from "react";
import { useWords } from "../i18n";
import { keepOffset, offsetOf } from "./remember";
import { useKeys } from "./useKeys";

/** Two lines of text a row; app.css has the same height. */
const ROW_PX = 46;
const OVERSCAN = 12;
/** So many rows before the end the next page is asked for. */
const AHEAD = 20;

export interface Column<Row> {
  key: string;
  title: string;
  /** What the column means, where its title does not say it all. */
  hint?: string;
  /** A track of CSS grid. */
  width: string;
  sort?: "ascending";
  render: (row: Row) => ReactNode;
}

interface Props<Row> {
  /** Names the list and its filter: its place in it is remembered under this name. */
  name: string;
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  selected: string | null;
  onSelect: (key: string) => void;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

export function WindowTable<Row>({ name, label, columns, rows, rowKey, selected, onSelect, hasMore, loadingMore, onMore }: Props<Row>) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by a compiler
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    initialOffset: () => offsetOf(name),
    getItemKey: (index) => (rows[index] ? rowKey(rows[index]) : index),
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && !loadingMore && last >= rows.length - AHEAD) onMore();
  }, [hasMore, loadingMore, last, rows.length, onMore]);
  useSteadyScroll(box, rows, rowKey);
  useEffect(() => {
    const element = box.current;
    return () => {
      if (element) keepOffset(name, element.scrollTop);
    };
  }, [name]);

  const move = (step: 1 | -1) => {
    const at = rows.findIndex((row) => rowKey(row) === selected);
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
    const row = rows[next];
    if (!row) return;
    onSelect(rowKey(row));
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`)?.focus({ preventScroll: true }));
  };
  const on = (step: 1 | -1) => (event: KeyboardEvent) => {
    event.preventDefault();
    move(step);
  };
  useKeys({ j: on(1), k: on(-1), ArrowDown: on(1), ArrowUp: on(-1) });

  const tracks = { gridTemplateColumns: columns.map((column) => column.width).join(" ") };
  return (
    <div className="table" ref={box} role="grid" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1}>
      <div className="table-row table-head" role="row" aria-rowindex={1} style={tracks}>
        {columns.map((column) => <div key={column.key} role="columnheader" aria-sort={column.sort}>{column.hint ? <abbr title={column.hint}>{column.title}</abbr> : column.title}</div>)}
      </div>
      <div className="table-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const key = rowKey(row);
          return (
            <div
              key={key}
              data-index={item.index}
              className="table-row"
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={key === selected}
              style={{ ...tracks, transform: `translateY(${item.start}px)` }}
              onFocus={() => key !== selected && onSelect(key)}
            >
              {columns.map((column) => <div key={column.key} role="gridcell" className={`cell-${column.key}`}>{column.render(row)}</div>)}
            </div>
          );
        })}
      </div>
      {loadingMore && <p className="table-more" role="status">{t("table.loadingMore")}</p>}
    </div>
  );
}

/** When rows come or go above the first row in sight, scrolls along, so that the row does not move. */
function useSteadyScroll<Row>(box: React.RefObject<HTMLDivElement | null>, rows: Row[], rowKey: (row: Row) => string): void {
  const before = useRef<Row[]>([]);
  useLayoutEffect(() => {
    const element = box.current;
    const old = before.current;
    before.current = rows;
    if (!element || old === rows || element.scrollTop < ROW_PX) return;
    const anchor = old[Math.floor(element.scrollTop / ROW_PX)];
    if (!anchor) return;
    const [was, is] = [old, rows].map((list) => list.findIndex((row) => rowKey(row) === rowKey(anchor)));
    if (was !== undefined && is !== undefined && is >= 0) element.scrollBy(0, (is - was) * ROW_PX);
  }, [box, rows, rowKey]);
}
