import type { ColDef, IHeaderParams, IInnerHeaderComponent } from 'ag-grid-community';

interface SpokenParams {
  readonly spoken: string;
}

/** The title of a column, said in full where the eye finds the rest of it in the titles above. */
class SpokenHeader implements IInnerHeaderComponent {
  private readonly shown = document.createElement('span');
  private readonly said = document.createElement('span');
  private readonly whole = document.createElement('span');

  init(params: IHeaderParams & SpokenParams): void {
    this.shown.ariaHidden = 'true';
    this.said.className = 'visually-hidden';
    this.whole.append(this.shown, this.said);
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.whole;
  }

  refresh({ displayName, spoken }: IHeaderParams & SpokenParams): boolean {
    this.shown.textContent = displayName;
    this.said.textContent = spoken;
    return true;
  }
}

/** What has the title of a column read as `spoken`. */
export function spokenHeader(spoken: string): Pick<ColDef, 'headerComponentParams'> {
  return {
    headerComponentParams: { innerHeaderComponent: SpokenHeader, innerHeaderComponentParams: { spoken } },
  };
}
