/**
 * Table heads with something to press in them. Ant Design repeats a column's title in a hidden row that measures
 * widths; a button there could be reached by the keyboard but not be seen. So the title is plain text, and what is
 * pressed stands only in the head cell, found by its id.
 */
import { createContext, type ReactNode, type ThHTMLAttributes, useContext } from "react";

export const HeadContent = createContext<ReadonlyMap<string, ReactNode>>(new Map());

function HeadCell({ children, ...cell }: ThHTMLAttributes<HTMLTableCellElement>) {
  return <th {...cell}>{useContext(HeadContent).get(cell.id ?? "") ?? children}</th>;
}

export const headCells = { header: { cell: HeadCell } };
