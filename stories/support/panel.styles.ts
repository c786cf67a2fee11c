import { css } from 'lit';

/** The colours and the card style of the whole panel. */
export const panelStyles = css`
  :host {
    --paper: #0b0f17;
    --card: #141b27;
    --line: #2a3547;
    --ink: #eef2f9;
    --quiet: #a7b4c8;
    --accent: #ffa24c;
    --good: #5fd9a6;
    --bad: #ff8080;
    display: block;
    color: var(--ink);
    font:
      400 0.875rem/1.45 system-ui,
      sans-serif;
    font-variant-numeric: tabular-nums;
  }
  .card {
    box-sizing: border-box;
    height: 100%;
    padding: 0.875rem 1rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
    background: var(--card);
  }
  h2 {
    margin: 0 0 0.625rem;
    color: var(--quiet);
    font-size: 0.75rem;
    font-weight: 600;
    letter-spacing: 0.06em;
    text-transform: uppercase;
  }
`;

/** The colour of a token, which marks the requests that used it. */
export const tokenColor = (serial: number | undefined): string =>
  serial === undefined ? '#8593a8' : (COLORS[serial % COLORS.length] ?? '#8593a8');

const COLORS = ['#ffa24c', '#6cb8ff', '#c49bff', '#5fd9a6', '#ff9ec7', '#e8d36a'];
