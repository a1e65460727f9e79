const PATHS = {
  overview: 'M3 3h7v9H3zM14 3h7v5h-7zM14 12h7v9h-7zM3 16h7v5H3z',
  calls: 'M4 6h16M4 12h16M4 18h10',
  sessions: 'M4 5h16v11H9l-5 4z',
  costs:
    'M12 3v18M16.5 7.5C16 6 14.5 5 12 5c-3 0-4.5 1.5-4.5 3.3 0 4.7 9 2.5 9 7.2C16.5 17.5 15 19 12 19c-2.7 0-4.3-1.1-4.8-3',
  playground: 'M6 4l14 8-14 8z',
  connect: 'M9 7H7a5 5 0 0 0 0 10h2M15 7h2a5 5 0 0 1 0 10h-2M8 12h8',
  models: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM12 12l8-4.5M12 12v9M12 12L4 7.5',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M13 4.5v5M7 14.5v5',
  keys: 'M14.5 9.5a4.5 4.5 0 1 1-4-6.3 4.5 4.5 0 0 1 4 6.3zM13 11l7 7M17 15l-2 2',
  teams:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6M17.5 14.5c2.3.7 3.7 2.6 4 5.5',
  budgets: 'M3 7h18v12H3zM3 11h18M15 15h3',
  audit: 'M6 3h9l4 4v14H6zM9 12h7M9 16h7M14 3v5h5',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21',
  close: 'M5 5l14 14M19 5L5 19',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  up: 'M5 15l7-7 7 7',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4l13 8-13 8z',
  live: 'M12 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7.5 16.5a6.4 6.4 0 0 1 0-9M16.5 7.5a6.4 6.4 0 0 1 0 9M4.5 19.5a10.6 10.6 0 0 1 0-15M19.5 4.5a10.6 10.6 0 0 1 0 15',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  columns: 'M4 4h16v16H4zM10 4v16M15 4v16',
  facets: 'M3 5h18l-7 8v6l-4 2v-8z',
  more: 'M5 12h.010M12 12h.010M19 12h.010',
  looks: 'M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18',
  check: 'M4 12.5l5 5L20 6.5',
  error: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 8.5l7 7M15.5 8.5l-7 7',
  refused: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.6 5.6l12.8 12.8',
  cancelled: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12h8',
  stopped: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 9h6v6H9z',
  running: 'M12 3a9 9 0 1 1-8 5M4 3v5h5',
  warning: 'M12 3.5L22 20H2zM12 10v4.5M12 17.3v.010',
  open: 'M13 4h7v7M20 4l-9 9M18 14v6H4V6h6',
  not: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.6 18.4L18.4 5.6',
  retry: 'M20 12a8 8 0 1 1-2.5-5.8L20 8.5M20 3.5v5h-5',
  key: 'M14.5 9.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM13 12.5l7 7.5M17 16l-2 2',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.7v.010',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside a word; it says nothing by itself. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
