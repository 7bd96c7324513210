/** Our own small set of line icons, 24×24, drawn in the colour of the text. They decorate: words stand beside them. */
const paths = {
  bolt: "M13 2 5 13.5h5.5L10 22l8.5-12H13z",
  bill: "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
  company: "M4 21V5l8-3v19M12 8l8 3v10M2 21h20M7.5 8h1M7.5 12h1M7.5 16h1M15.5 14h1M15.5 17.5h1",
  question:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.2",
  sun: "M12 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12 1.5v2M12 20.5v2M1.5 12h2M20.5 12h2M4.6 4.6 6 6M18 18l1.4 1.4M4.6 19.4 6 18M18 6l1.4-1.4",
  window: "M4 4h16v16H4zM12 4v16M4 12h16",
  people:
    "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-7 7-7s7 3 7 7M16 3.5a4 4 0 0 1 0 7M18 14.5c2.4 1 4 3.4 4 6.5",
  person: "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21c0-4 3.4-7 7.5-7s7.5 3 7.5 7",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
  calendar: "M4 5h16v16H4zM4 10h16M8 2.5V7M16 2.5V7",
  phone: "M7 2h10v20H7zM11 18.5h2",
  printer: "M7 9V3h10v6M5 9h14a2 2 0 0 1 2 2v6h-4v4H7v-4H3v-6a2 2 0 0 1 2-2zM7 14h10",
  help: "M4 14v-2a8 8 0 0 1 16 0v2M4 13h3v6H4zM17 13h3v6h-3zM19 19c0 2-2 3-5 3",
  heart:
    "M12 20.5S3.5 15.5 3.5 9.300A4.7 4.7 0 0 1 12 6.800a4.7 4.7 0 0 1 8.5 2.500c0 6.2-8.5 11.2-8.5 11.200z",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
  eye: "M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  sound: "M4 9h4l5-4v14l-5-4H4zM16.5 8.500a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12",
  offline:
    "M2 8.500a15 15 0 0 1 6-3.300M22 8.500a15 15 0 0 0-9-4M5.5 12.500a10 10 0 0 1 4-2.300M18.5 12.500l-2-1.300M9 16a5 5 0 0 1 6 0M12 19.500v.2M3 3l18 18",
  check: "M4 12.5 9.5 18 20 6.5",
  cross: "M5 5l14 14M19 5 5 19",
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  erase: "M8 5h13v14H8l-6-7zM12 9.500l5 5M17 9.500l-5 5",
  alert: "M12 3 1.8 20.500h20.400zM12 10v4.500M12 17.500v.2",
  pause: "M8 5v14M16 5v14",
  language: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
  leave: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
  paper: "M6 2h8l4 4v16H6zM14 2v4h4M9 12h6M9 16h6",
  card: "M3 5h18v14H3zM6.500 15.500c0-2 1-3 2.500-3s2.500 1 2.500 3M9 12a1.800 1.800 0 1 0 0-3.600A1.800 1.800 0 0 0 9 12zM14.500 9.500H18M14.500 12.500H18",
  pin: "M12 22s7-7 7-12.500a7 7 0 0 0-14 0C5 15 12 22 12 22zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = "1em" }: { name: IconName; size?: string | number }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The platform's mark: a bright window. */
export function Mark({ size = 40 }: { size?: number | string }) {
  return (
    <svg viewBox="0 0 48 48" width={size} height={size} aria-hidden="true" focusable="false">
      <rect x="3" y="3" width="42" height="42" rx="10" fill="#00726a" />
      <path d="M13 12h10v10H13zM13 26h10v10H13z" fill="#fff" />
      <path d="M26 12h9v10h-9z" fill="#ffd166" />
      <path d="M26 26h9v10h-9z" fill="#8fe0cf" />
    </svg>
  );
}
