import { ActionIcon } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drawMap, drawMarks } from './draw.ts';
import { type Frame, isWhole, LARGEST_SCALE, moved, showing, wholeFrame, zoomed } from './frame.ts';
import classes from './map.module.css';
import type { Paint } from './paint.ts';
import type { Palette } from './palette.ts';
import { type Direction, groundAt, nextGround, type Plan, WIDTH } from './plan.ts';

export interface MapDrawingProps {
  readonly label: string;
  readonly plan: Plan;
  readonly paint: Paint;
  readonly palette: Palette;
  readonly frame: Frame;
  readonly onFrame: (frame: Frame) => void;
  /** Territories of the reader's selection, with a thick outline. */
  readonly kept: ReadonlySet<string>;
  /** The territory that is pointed at, here, on the other map or in the table. */
  readonly active: string | undefined;
  readonly onActive: (id: string | undefined) => void;
  readonly onChoose: (id: string) => void;
  /** Told when the map takes another size: pixels on the screen for one unit of the plan. */
  readonly onUnit: (unit: number) => void;
  /** What is said of a territory beside the pointer. */
  readonly sayOf: (id: string) => string;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The map itself: pointed at, dragged and zoomed with the pointer, walked through with the arrows. */
export function MapDrawing(props: MapDrawingProps) {
  const { label, plan, frame, onFrame, active, onActive, onChoose, sayOf } = props;
  const { t } = useTranslation();
  const help = useId();
  const { ref: measured, width } = useElementSize<HTMLDivElement>();
  const [stage, setStage] = useState<HTMLDivElement | null>(null);
  const ref = useMergedRef(measured, setStage);
  const [pointer, setPointer] = useState<readonly [number, number]>();
  const unit = width / WIDTH;
  const toPlan = (x: number, y: number): readonly [number, number] => [
    frame.x + (x / unit - WIDTH / 2) / frame.scale,
    frame.y + (y / unit - plan.height / 2) / frame.scale,
  ];
  const drag = useDrag(unit, props);
  const { onUnit } = props;
  useEffect(() => onUnit(unit), [unit, onUnit]);

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const [x, y] = offsetIn(event);
    if (drag.move(event)) {
      setPointer(undefined);
      return;
    }
    setPointer([x, y]);
    onActive(groundAt(plan, ...toPlan(x, y))?.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = plan.byId.get(active ?? '');
    const direction = ARROWS[event.key];
    const act = direction
      ? () => {
          const next = from ? nextGround(plan, from, direction) : nearestTo(plan, frame);
          if (!next) return;
          onActive(next.id);
          onFrame(showing(frame, next.centre, plan.height));
        }
      : actionOf(event.key);
    if (!act) return;
    event.preventDefault();
    setPointer(undefined);
    act();
  };
  const actionOf = (key: string): (() => void) | undefined => {
    const around = plan.byId.get(active ?? '')?.centre ?? ([frame.x, frame.y] as const);
    if (key === '+' || key === '=') return () => onFrame(zoomed(frame, 1, plan.height, around));
    if (key === '-') return () => onFrame(zoomed(frame, -1, plan.height, around));
    if (key === '0') return () => onFrame(wholeFrame(plan.height));
    if (key === 'Enter' && active !== undefined) return () => onChoose(active);
    return undefined;
  };
  useWheel(stage, (steps, x, y) => onFrame(zoomed(frame, steps, plan.height, toPlan(x, y))));

  return (
    <div className={classes.drawing}>
      <div
        ref={ref}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows walk through the territories
        tabIndex={0}
        className={classes.stage}
        style={{ aspectRatio: `${WIDTH} / ${plan.height}`, maxWidth: `calc(var(--highest) * ${WIDTH / plan.height})` }}
        data-close={isWhole(frame) ? undefined : true}
        aria-label={label}
        aria-describedby={help}
        onKeyDown={onKeyDown}
        onPointerDown={drag.start}
        onPointerMove={onPointerMove}
        onPointerUp={drag.end}
        onPointerLeave={() => {
          setPointer(undefined);
          onActive(undefined);
        }}
        onClick={(event) => {
          const found = groundAt(plan, ...toPlan(...offsetIn(event)));
          if (found && !drag.wasDrag()) onChoose(found.id);
        }}
      >
        {width > 0 && <Canvases {...props} unit={unit} />}
        {pointer && active && plan.byId.has(active) && (
          <div
            className={classes.tip}
            style={{ left: Math.min(pointer[0] + 14, width - 150), top: pointer[1] + 16 }}
            aria-hidden="true"
          >
            {sayOf(active)}
          </div>
        )}
      </div>
      <p id={help} className="visually-hidden">
        {t('map.keyboard')}
      </p>
      <ZoomButtons frame={frame} height={plan.height} onFrame={onFrame} />
    </div>
  );
}

function Canvases({ plan, paint, palette, frame, kept, active, unit }: MapDrawingProps & { readonly unit: number }) {
  const map = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const sharp = unit * window.devicePixelRatio;
  const size = { width: Math.round(WIDTH * sharp), height: Math.round(plan.height * sharp) };
  useEffect(() => {
    const context = map.current?.getContext('2d');
    if (!context) return;
    const asked = requestAnimationFrame(() => drawMap({ context, unit: sharp }, plan, frame, paint, palette));
    return () => cancelAnimationFrame(asked);
  }, [plan, paint, palette, frame, sharp]);
  useEffect(() => {
    const context = marks.current?.getContext('2d');
    if (!context) return;
    const asked = requestAnimationFrame(() => drawMarks({ context, unit: sharp }, plan, frame, kept, active, palette));
    return () => cancelAnimationFrame(asked);
  }, [plan, palette, frame, kept, active, sharp]);
  return (
    <>
      <canvas ref={map} {...size} />
      <canvas ref={marks} {...size} />
    </>
  );
}

/** Dragging moves the map once it is zoomed; a short one is a click. */
function useDrag(unit: number, { frame, plan, onFrame }: MapDrawingProps) {
  const from = useRef<{ readonly x: number; readonly y: number; readonly frame: Frame } | undefined>(undefined);
  const dragged = useRef(false);
  return {
    wasDrag: () => dragged.current,
    start: (event: PointerEvent<HTMLElement>) => {
      dragged.current = false;
      if (!isWhole(frame)) from.current = { x: event.clientX, y: event.clientY, frame };
    },
    /** Is the map being dragged? */
    move: (event: PointerEvent<HTMLElement>): boolean => {
      const start = from.current;
      if (!start || event.buttons === 0) {
        from.current = undefined;
        return false;
      }
      const [x, y] = [event.clientX - start.x, event.clientY - start.y];
      if (!dragged.current && Math.hypot(x, y) < 4) return false;
      if (!dragged.current) event.currentTarget.setPointerCapture(event.pointerId);
      dragged.current = true;
      const distance = unit * start.frame.scale;
      onFrame(moved(start.frame, -x / distance, -y / distance, plan.height));
      return true;
    },
    end: () => {
      from.current = undefined;
    },
  };
}

/** A wheel turned with Ctrl or Command, or pinched, zooms; alone it scrolls the page. */
function useWheel(stage: HTMLElement | null, onZoom: (steps: number, x: number, y: number) => void): void {
  const latest = useRef(onZoom);
  latest.current = onZoom;
  useEffect(() => {
    if (!stage) return;
    const listen = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = stage.getBoundingClientRect();
      latest.current(-event.deltaY / 100, event.clientX - box.left, event.clientY - box.top);
    };
    stage.addEventListener('wheel', listen, { passive: false });
    return () => stage.removeEventListener('wheel', listen);
  }, [stage]);
}

function nearestTo({ grounds }: Plan, { x, y }: Frame) {
  const distance = ([left, top]: readonly [number, number]) => Math.hypot(left - x, top - y);
  return grounds.reduce<(typeof grounds)[number] | undefined>(
    (best, ground) => (best && distance(best.centre) <= distance(ground.centre) ? best : ground),
    undefined,
  );
}

function offsetIn(event: {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: Element;
}): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

interface ZoomButtonsProps {
  readonly frame: Frame;
  readonly height: number;
  readonly onFrame: (frame: Frame) => void;
}

function ZoomButtons({ frame, height, onFrame }: ZoomButtonsProps) {
  const { t } = useTranslation();
  const around = [frame.x, frame.y] as const;
  const buttons = [
    { label: t('map.zoomIn'), to: zoomed(frame, 1, height, around), Icon: IconPlus, off: frame.scale >= LARGEST_SCALE },
    { label: t('map.zoomOut'), to: zoomed(frame, -1, height, around), Icon: IconMinus, off: isWhole(frame) },
    { label: t('map.zoomReset'), to: wholeFrame(height), Icon: IconFocusCentered, off: isWhole(frame) },
  ];
  return (
    <div className={classes.zoom}>
      {buttons.map(({ label, to, Icon, off }) => (
        <ActionIcon
          key={label}
          variant="default"
          aria-label={label}
          title={label}
          disabled={off}
          onClick={() => onFrame(to)}
        >
          <Icon size={17} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  );
}
