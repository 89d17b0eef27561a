import type { Trace } from '../../../sim/index.ts';
import { isGrouped } from '../stage/places.ts';
import type { LaneId } from './lanes.ts';
import { bucketLine, stepLine, type TimeScale } from './paths.ts';
import { shareLayers } from './pool-shares.ts';
import { capacityScale, costScale, failedScale, latencyScale, mixScale, shareScale, trafficScale } from './scales.ts';
import { spansOf } from './states.ts';
import { capacityLayers, latencyLayers, mixLayers, surplus, trafficLayers } from './shapes.ts';

/** The outline of another run in a lane, on the scale that both share: the line that tells most about it. */
export function ghostPath(lane: LaneId, trace: Trace, ghost: Trace, x: TimeScale, height: number): string {
  const end = ghost.header.horizon;
  switch (lane) {
    case 'state': return spansOf(ghost).flatMap(({ from }) => (from > 0 ? [`M${x(from).toFixed(1)},2V${height - 2}`] : [])).join('');
    case 'mix': {
      const { at, layers, total } = mixLayers(ghost), y = mixScale(trace, ghost, height);
      const border = layers.findIndex((layer) => layer.role !== 'stable');
      return stepLine(at, total, end, x, y) + (border > 0 ? stepLine(at, layers[border - 1]!.high, end, x, y) : '');
    }
    case 'traffic': {
      if (isGrouped(trace) && isGrouped(ghost)) {
        const { at, tried } = shareLayers(ghost);
        return stepLine(at, tried, end, x, shareScale(height));
      }
      if (isGrouped(trace) || isGrouped(ghost)) return '';
      const { at, served } = trafficLayers(ghost);
      return stepLine(at, served, end, x, trafficScale(trace, ghost, height));
    }
    case 'failed': {
      const { at, failed } = trafficLayers(ghost);
      return stepLine(at, failed, end, x, failedScale(trace, ghost, height));
    }
    case 'capacity': {
      const { at, ready } = capacityLayers(ghost);
      return stepLine(at, ready, end, x, capacityScale(trace, ghost, height));
    }
    case 'latency': {
      const { at, width, p95 } = latencyLayers(ghost);
      return bucketLine(at, width, p95, x, latencyScale(trace, ghost, height));
    }
    case 'cost': {
      const { at, above } = surplus(ghost);
      return stepLine(at, above, end, x, costScale(trace, ghost, height));
    }
  }
}
