import { css } from 'lit';

export const timelineStyles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
  }
  header h2 {
    flex: 1;
  }
  .key {
    display: inline-flex;
    gap: 0.375rem;
    align-items: center;
    color: var(--quiet);
    font-size: 0.75rem;
  }
  .key i {
    position: static;
  }
  .picture {
    position: relative;
    overflow: hidden;
    height: 5.75rem;
    border-radius: 0.375rem;
    background: repeating-linear-gradient(90deg, var(--paper) 0 calc(10% - 1px), var(--line) calc(10% - 1px) 10%);
  }
  .token {
    position: absolute;
    box-sizing: border-box;
    overflow: hidden;
    height: 1.375rem;
    margin-top: 0.25rem;
    padding: 0 0.5rem;
    border-radius: 0.25rem;
    background: var(--colour);
    color: #0b0f17;
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.375rem;
    white-space: nowrap;
  }
  i {
    --colour: #6cb8ff;
    display: inline-block;
    position: absolute;
    bottom: 0.5rem;
    box-sizing: border-box;
    width: 3px;
    height: 1.125rem;
    border-radius: 2px;
    background: var(--colour);
    transform: translateX(-50%);
  }
  .key i {
    height: 0.75rem;
    transform: none;
  }
  i:is(.granted, .renewed) {
    bottom: 0.375rem;
    width: 0.75rem;
    height: 0.75rem;
    border: 2px solid var(--paper);
    border-radius: 50%;
    background: var(--ink);
  }
  i.renewed {
    background: var(--accent);
  }
  i:is(.refused, .failed) {
    width: 5px;
    height: 1.625rem;
    background: var(--bad);
  }
  i.failed {
    border: 1.5px solid var(--bad);
    background: none;
  }
  i.retried {
    width: 5px;
    height: 1.625rem;
    background: var(--good);
  }
  .key i:is(.refused, .failed, .retried) {
    height: 0.75rem;
  }
  .now {
    position: absolute;
    inset: 0 auto 0 0;
    padding: 4.25rem 0 0 0.25rem;
    border-left: 2px solid var(--ink);
    color: var(--ink);
    font-size: 0.75rem;
  }
  ol {
    overflow: auto;
    height: 7.5rem;
    margin: 0.625rem 0 0;
    padding: 0;
    font-family: ui-monospace, 'DejaVu Sans Mono', monospace;
    font-size: 0.75rem;
    list-style: none;
  }
  ol:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  time {
    display: inline-block;
    width: 4.5rem;
    color: var(--quiet);
    text-align: right;
  }
  b {
    display: inline-block;
    width: 4.5rem;
    padding-left: 0.75rem;
  }
  b:is(.refused, .failed) {
    color: var(--bad);
  }
  b:is(.granted, .retried) {
    color: var(--good);
  }
  b.renewed {
    color: var(--accent);
  }
`;
