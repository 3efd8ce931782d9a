import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';

/** Makes a cell renderer out of a function that draws an element: no React component per cell while thousands of them scroll past. */
export function drawnCell<Row>(
  draw: (params: ICellRendererParams<Row>) => HTMLElement | string,
): new () => ICellRendererComp<Row> {
  return class implements ICellRendererComp<Row> {
    private readonly element = document.createElement('span');

    init(params: ICellRendererParams<Row>): void {
      this.element.replaceChildren(draw(params));
    }

    getGui(): HTMLElement {
      return this.element;
    }

    refresh(params: ICellRendererParams<Row>): boolean {
      this.element.replaceChildren(draw(params));
      return true;
    }
  };
}
