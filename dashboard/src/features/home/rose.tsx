import classes from './home.module.css';

const TICKS = Array.from({ length: 72 }, (_, index) => index * 5);

/** A compass rose, behind the first words. Decorative. */
export function Rose() {
  return (
    <svg className={classes.rose} viewBox="-200 -200 400 400" aria-hidden="true" focusable="false">
      <circle r="196" className={classes.roseLine} />
      <circle r="150" className={classes.roseLine} />
      <circle r="64" className={classes.roseLine} />
      {TICKS.map((angle) => (
        <path
          key={angle}
          d={`M0-196V${angle % 45 === 0 ? -172 : angle % 15 === 0 ? -182 : -189}`}
          transform={`rotate(${angle})`}
          className={classes.roseLine}
        />
      ))}
      {[45, 135, 225, 315].map((angle) => (
        <path key={angle} d="M0 0 12-40 0-110z" transform={`rotate(${angle})`} className={classes.roseFaint} />
      ))}
      {[0, 90, 180, 270].map((angle) => (
        <g key={angle} transform={`rotate(${angle})`}>
          <path d="M0 0 22-22 0-150z" className={angle === 0 ? classes.roseNorth : classes.roseDark} />
          <path d="M0 0-22-22 0-150z" className={classes.roseFaint} />
        </g>
      ))}
    </svg>
  );
}
