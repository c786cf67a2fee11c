/** The lake, its mountains, trees and houses, and the paths of the camera and the lanterns. Metres and seconds; y is up, the camera looks to -z. */

export const DURATION_S = 32;

/** The same sequence in each run, so that a film can be rendered in parts. */
export function createRandom(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const clamp = (x, low = 0, high = 1) => Math.min(high, Math.max(low, x));
const mix = (a, b, t) => a + (b - a) * t;
const smoothstep = (a, b, x) => {
  const t = clamp((x - a) / (b - a));
  return t * t * (3 - 2 * t);
};

function hash(x, y) {
  let h = Math.imul(x, 374761393) + Math.imul(y, 668265263);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

function noise(x, y) {
  const [ix, iy] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - ix, y - iy].map((f) => f * f * f * (f * (f * 6 - 15) + 10));
  return mix(mix(hash(ix, iy), hash(ix + 1, iy), fx), mix(hash(ix, iy + 1), hash(ix + 1, iy + 1), fx), fy);
}

function ridges(x, y, octaves) {
  let [sum, amplitude, weight, total] = [0, 1, 1, 0];
  for (let i = 0; i < octaves; i += 1) {
    const ridge = (1 - Math.abs(2 * noise(x, y) - 1)) ** 2;
    sum += ridge * amplitude * weight;
    total += amplitude;
    weight = clamp(ridge * 1.7);
    amplitude *= 0.5;
    [x, y] = [x * 1.74 + y * 1.1 + 13.7, y * 1.74 - x * 1.1 + 7.1];
  }
  return sum / total;
}

/** Distance from the shore, negative on the lake. */
function shore(x, z) {
  const middle = 60 * Math.sin(z * 0.0021 + 0.4) - 20;
  const half = 150 + 70 * Math.sin(z * 0.0034 + 1.2) + 22 * (noise(x * 0.012, z * 0.012) - 0.5) * 4;
  return Math.max(Math.abs(x - middle) - half, (-z - 2300) * 0.9 + 120 * (noise(x * 0.004, 3) - 0.5));
}

export function height(x, z) {
  const d = shore(x, z);
  if (d < 0) return Math.max(-14, d * 0.18) - 0.2;
  const rise = smoothstep(10, 620, d);
  const crest = ridges(x * 0.0011 + 5.2, z * 0.0011 + 1.9, 7);
  const peak = Math.exp(-(((x + 520) / 620) ** 2) - ((z + 3500) / 760) ** 2);
  const shoulder = Math.exp(-(((x - 900) / 760) ** 2) - ((z + 3300) / 800) ** 2);
  return (
    d * 0.06 + 7 * noise(x * 0.02, z * 0.02) * smoothstep(0, 60, d) + rise * (60 + 430 * crest) +
    peak * (520 + 560 * crest) + shoulder * (160 + 380 * crest)
  );
}

/** Terrain as a grid that is finer near the lake and near the camera. Position and normal. */
export function terrain() {
  const [columns, rows] = [420, 460];
  const vertices = new Float32Array(columns * rows * 6);
  const heights = new Float32Array(columns * rows);
  const xs = Array.from({ length: columns }, (_, i) => {
    const s = (i / (columns - 1)) * 2 - 1;
    return Math.sign(s) * (Math.abs(s) * 420 + Math.abs(s) ** 3 * 2200);
  });
  const zs = Array.from({ length: rows }, (_, j) => {
    const s = j / (rows - 1);
    return 160 - s * 1500 - s ** 2.4 * 3300;
  });
  for (let j = 0; j < rows; j += 1)
    for (let i = 0; i < columns; i += 1) heights[j * columns + i] = height(xs[i], zs[j]);
  for (let j = 0; j < rows; j += 1)
    for (let i = 0; i < columns; i += 1) {
      const at = (k, l) => heights[clamp(l, 0, rows - 1) * columns + clamp(k, 0, columns - 1)];
      const dx = (at(i + 1, j) - at(i - 1, j)) / (xs[Math.min(i + 1, columns - 1)] - xs[Math.max(i - 1, 0)]);
      const dz = (at(i, j + 1) - at(i, j - 1)) / (zs[Math.min(j + 1, rows - 1)] - zs[Math.max(j - 1, 0)]);
      const length = Math.hypot(dx, 1, dz);
      vertices.set([xs[i], at(i, j), zs[j], -dx / length, 1 / length, -dz / length], (j * columns + i) * 6);
    }
  const indices = new Uint32Array((columns - 1) * (rows - 1) * 6);
  let n = 0;
  for (let j = 0; j < rows - 1; j += 1)
    for (let i = 0; i < columns - 1; i += 1) {
      const a = j * columns + i;
      const quad = [a, a + 1, a + columns, a + 1, a + columns + 1, a + columns];
      if (quad.every((v) => heights[v] < -3)) continue;
      indices.set(quad, n);
      n += 6;
    }
  return { vertices, indices: indices.subarray(0, n) };
}

/** A conifer of height 1 with three tiers of five sides: position and shade. */
export function conifer() {
  const points = [];
  for (const [bottom, top, radius] of [[0.06, 0.52, 0.2], [0.3, 0.78, 0.15], [0.56, 1, 0.095]])
    for (let i = 0; i < 5; i += 1) {
      const at = (k, r) => [Math.cos((k / 5) * 2 * Math.PI) * r, bottom - 0.03 * (k % 2), Math.sin((k / 5) * 2 * Math.PI) * r];
      points.push(...at(i, radius), 0.35, ...at(i + 1, radius), 0.35, 0, top, 0, 1);
    }
  return new Float32Array(points);
}

/** Position, height and shade of each tree. */
export function trees() {
  const random = createRandom(11);
  const found = [];
  while (found.length < 3400 * 5) {
    const [x, z] = [(random() * 2 - 1) * 620, 60 - random() ** 1.6 * 1900];
    const d = shore(x, z);
    const y = height(x, z);
    const grove = noise(x * 0.011 + 40, z * 0.011);
    if (d < 3 || d > 320 || random() > smoothstep(0.25, 0.6, grove) * (1 - d / 420)) continue;
    found.push(x, y - 0.4, z, 6 + 10 * random() * (0.5 + grove), random());
  }
  return new Float32Array(found);
}

/** A house of 1 with a gabled roof: position, normal. */
export function house() {
  const face = (points, normal) => [0, 1, 2, 0, 2, 3].flatMap((i) => [...(points[i] ?? points[2]), ...normal]);
  const [w, e, l] = [0.5, 0.55, 0.72];
  return new Float32Array([
    ...face([[-w, -0.4, l], [w, -0.4, l], [w, e, l], [-w, e, l]], [0, 0, 1]),
    ...face([[-w, -0.4, -l], [w, -0.4, -l], [w, e, -l], [-w, e, -l]], [0, 0, -1]),
    ...face([[w, -0.4, -l], [w, -0.4, l], [w, e, l], [w, e, -l]], [1, 0, 0]),
    ...face([[-w, -0.4, -l], [-w, -0.4, l], [-w, e, l], [-w, e, -l]], [-1, 0, 0]),
    ...face([[-w - 0.1, e - 0.1, -l - 0.1], [-w - 0.1, e - 0.1, l + 0.1], [0, 1.12, l + 0.1], [0, 1.12, -l - 0.1]], [-0.7, 0.7, 0]),
    ...face([[w + 0.1, e - 0.1, -l - 0.1], [w + 0.1, e - 0.1, l + 0.1], [0, 1.12, l + 0.1], [0, 1.12, -l - 0.1]], [0.7, 0.7, 0]),
    ...face([[-w, e, l], [w, e, l], [0, 1.12, l]], [0, 0, 1]),
    ...face([[-w, e, -l], [w, e, -l], [0, 1.12, -l]], [0, 0, -1]),
  ]);
}

/** Position, size, angle and seed of each house. */
export function houses() {
  const random = createRandom(5);
  const found = [];
  while (found.length < 46 * 6) {
    const side = random() < 0.62 ? -1 : 1;
    const z = side < 0 ? -150 - random() ** 1.3 * 460 : -230 - random() * 520;
    let x = 0;
    while (shore(x, z) < 4) x += side * 2;
    x += side * random() ** 2 * 46;
    found.push(x, height(x, z) + 1, z, 5 + random() * 3, Math.PI / 2 + (random() - 0.5) * 1.1, random());
  }
  return new Float32Array(found);
}

/** Interpolates rows of `[time, ...values]` without a corner (Catmull-Rom with the slopes of uneven times). */
export function along(keys, time) {
  const last = keys.length - 1;
  const t = clamp(time, keys[0][0], keys[last][0]);
  let i = 0;
  while (i < last - 1 && t > keys[i + 1][0]) i += 1;
  const [a, b] = [keys[i], keys[i + 1]];
  const [before, after] = [keys[i - 1] ?? a, keys[i + 2] ?? b];
  const span = b[0] - a[0];
  const u = (t - a[0]) / span;
  return a.slice(1).map((from, k) => {
    const to = b[k + 1];
    const slope = (p, q) => (q[0] === p[0] ? 0 : (q[k + 1] - p[k + 1]) / (q[0] - p[0]));
    const [m, n] = [slope(before, b) * span, slope(a, after) * span];
    return (2 * u ** 3 - 3 * u ** 2 + 1) * from + (u ** 3 - 2 * u ** 2 + u) * m + (3 * u ** 2 - 2 * u ** 3) * to + (u ** 3 - u ** 2) * n;
  });
}

/** Time, position, yaw and pitch (degrees), distance in focus (m), aperture. */
const CAMERA = [
  [0, 0.2, 0.85, 0, -1.5, 3.2, 9, 1],
  [4, 0.5, 0.95, -6, -1, 3.4, 13, 1],
  [8, 1.2, 1.8, -13, 0.5, 5, 15, 0.8],
  [12, 2, 11, -22, 3, 5.5, 17, 0.45],
  [17, -6, 52, -52, 6, -1, 30, 0.3],
  [22, -22, 98, -100, 3, -3.5, 60, 0.25],
  [27, -34, 130, -150, -2, 0.5, 90, 0.2],
  [32, -38, 148, -172, -4, 3.5, 120, 0.15],
];

/** The first lantern, which the camera follows. */
const HERO = [
  [0, 2.3, 0.34, -10.5],
  [3.6, 2.7, 0.34, -16],
  [5.2, 2.9, 1.1, -19.5],
  [8, 3.4, 4.4, -27],
  [12, 6.4, 15.5, -38],
  [17, 1.5, 56, -72],
  [22, -20, 101, -128],
  [27, -42, 146, -196],
  [32, -58, 196, -260],
];

export function cameraAt(time) {
  const [x, y, z, yaw, pitch, focus, aperture] = along(CAMERA, time);
  const sway = 1 - smoothstep(8, 14, time);
  return {
    position: [x + 0.05 * Math.sin(time * 0.9), y + 0.04 * sway * Math.sin(time * 1.3), z],
    yaw: ((yaw + 0.25 * Math.sin(time * 0.55)) * Math.PI) / 180,
    pitch: (pitch * Math.PI) / 180,
    roll: 0.006 * Math.sin(time * 0.7 + 1) * (0.4 + sway),
    focus,
    aperture,
  };
}

/** Floating lanterns (kind 1) and those that rise (kind 0). */
function createLanterns() {
  const random = createRandom(23);
  const all = [{ hero: true, kind: 0, size: 0.62, warmth: 0.55, phase: 0 }];
  for (let i = 0; i < 230; i += 1) {
    const z = -3.5 - random() ** 1.9 * 420;
    const x = (random() * 2 - 1) * (2.6 + Math.min(150, -z * 0.62));
    if (Math.hypot(x - 2.5, z + 14) < 3.4 || Math.hypot(x - 0.4, z + 6) < 2.2 || (Math.abs(x - 0.6) < 0.9 && z > -20)) continue;
    all.push({ kind: 1, size: 0.27 + 0.08 * random(), warmth: random(), phase: random() * 6.28, at: [x, z], drift: 0.1 + 0.12 * random() });
  }
  for (let i = 0; i < 760; i += 1) {
    const z = -30 - random() ** 1.35 * 900;
    const x = (random() * 2 - 1) * Math.min(210, 34 - z * 0.34) - 10;
    const born = 6.2 + 3.6 * (-z / 500) + random() ** 1.4 * 12.5;
    all.push({ kind: 0, size: 0.62 + 0.2 * random(), warmth: random(), phase: random() * 6.28, at: [x, z], born, speed: 4.6 + 7.5 * random() });
  }
  return all;
}
const LANTERNS = createLanterns();

/** Position, size, kind, warmth, brightness and tilt of each lantern. */
export function lanternsAt(time) {
  return LANTERNS.flatMap((lantern) => {
    const { kind, size, warmth, phase } = lantern;
    const flicker = 1 + 0.08 * Math.sin(time * 9 + phase * 7) + 0.05 * Math.sin(time * 15.3 + phase * 3);
    if (lantern.hero) {
      const [x, y, z] = along(HERO, time);
      const tilt = 0.05 * Math.sin(time * 1.1);
      return [{ position: [x + 0.12 * Math.sin(time * 0.8), y + 0.02 * Math.sin(time * 1.7), z], size, kind, warmth, glow: 1.15 * flicker, tilt }];
    }
    const [x, z] = lantern.at;
    if (kind === 1) {
      const bob = 0.025 * Math.sin(time * 1.4 + phase);
      return [{ position: [x + lantern.drift * time, 0.25 + bob, z + 0.3 * lantern.drift * time], size, kind, warmth, glow: flicker, tilt: 0.04 * Math.sin(time * 1.2 + phase) }];
    }
    const age = time - lantern.born;
    if (age < 0) return [];
    const y = lantern.speed * (age - 1.8 * (1 - Math.exp(-age / 1.8)));
    const wind = 0.9 + y * 0.004;
    const sway = 0.5 * Math.sin(age * 0.7 + phase) + 0.3 * Math.sin(age * 1.3 + phase * 2);
    const position = [x - 10 * (1 - Math.exp(-age / 9)) * wind + sway, 0.5 + y, z - 0.6 * age + sway * 0.6];
    return [{ position, size, kind, warmth, glow: flicker * smoothstep(0, 1.2, age), tilt: 0.09 * Math.sin(age * 0.9 + phase) }];
  });
}

/** Time; then colours of zenith, sky, horizon and afterglow in linear light; strength of sun and stars. */
const SKY = [
  [0, 0.075, 0.125, 0.27, 0.36, 0.25, 0.33, 1.05, 0.5, 0.3, 2.1, 0.8, 0.28, 1, 0],
  [7, 0.06, 0.1, 0.25, 0.31, 0.2, 0.33, 0.98, 0.4, 0.27, 1.7, 0.55, 0.24, 0.7, 0],
  [13, 0.03, 0.055, 0.165, 0.155, 0.115, 0.26, 0.62, 0.24, 0.24, 0.85, 0.26, 0.2, 0.22, 0.08],
  [19, 0.013, 0.027, 0.088, 0.055, 0.06, 0.165, 0.27, 0.15, 0.24, 0.32, 0.12, 0.15, 0.04, 0.5],
  [25, 0.0065, 0.014, 0.05, 0.025, 0.036, 0.105, 0.115, 0.095, 0.19, 0.12, 0.06, 0.1, 0, 1],
  [32, 0.0045, 0.01, 0.038, 0.017, 0.027, 0.082, 0.065, 0.07, 0.15, 0.05, 0.035, 0.07, 0, 1],
];

export function skyAt(time) {
  const v = along(SKY, time);
  return { zenith: v.slice(0, 3), sky: v.slice(3, 6), horizon: v.slice(6, 9), glow: v.slice(9, 12), sun: v[12], stars: v[13] };
}
