/** Draws a frame of the film with WebGL 2: a reflection, the scene, what is out of focus, the lanterns, their light, the grading. */
import * as shaders from './shaders.js';
import * as world from './world.js';

const query = new URLSearchParams(location.search);
const [WIDTH, HEIGHT, SAMPLES] = [Number(query.get('width') ?? 1280), Number(query.get('height') ?? 720), 4];
const FIELD_OF_VIEW = 0.72;

const canvas = document.querySelector('canvas');
[canvas.width, canvas.height] = [WIDTH, HEIGHT];
const gl = canvas.getContext('webgl2', { antialias: false, alpha: false, preserveDrawingBuffer: true });
gl.getExtension('EXT_color_buffer_float');
gl.getExtension('OES_texture_float_linear');

const programs = Object.fromEntries(
  Object.entries(shaders)
    .filter(([, sources]) => Array.isArray(sources))
    .map(([name, sources]) => [name, link(name, sources)]),
);

function link(name, sources) {
  const program = gl.createProgram();
  sources.forEach((source, index) => {
    const shader = gl.createShader(index ? gl.FRAGMENT_SHADER : gl.VERTEX_SHADER);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(`${name}: ${gl.getShaderInfoLog(shader)}`);
    gl.attachShader(program, shader);
  });
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(`${name}: ${gl.getProgramInfoLog(program)}`);
  return program;
}

/** A vertex array of buffers: `[data, sizes of the attributes, whether per instance]`. */
function mesh(buffers, indices) {
  const array = gl.createVertexArray();
  gl.bindVertexArray(array);
  let location = 0;
  const handles = buffers.map(([data, sizes, perInstance]) => {
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
    const stride = sizes.reduce((sum, size) => sum + size, 0) * 4;
    let offset = 0;
    for (const size of sizes) {
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, size, gl.FLOAT, false, stride, offset);
      if (perInstance) gl.vertexAttribDivisor(location, 1);
      offset += size * 4;
      location += 1;
    }
    return buffer;
  });
  if (indices) {
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
  }
  return { array, handles };
}

function texture(width, height) {
  const handle = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, handle);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA16F, width, height);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, gl.LINEAR);
  return handle;
}

function target(width, height, samples = 0, depth = false) {
  const frame = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  const color = samples ? null : texture(width, height);
  const attach = (point, format) => {
    const buffer = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
    gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, format, width, height);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, point, gl.RENDERBUFFER, buffer);
  };
  if (color) gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, color, 0);
  else attach(gl.COLOR_ATTACHMENT0, gl.RGBA16F);
  if (depth) attach(gl.DEPTH_ATTACHMENT, gl.DEPTH_COMPONENT24);
  return { frame, color, width, height };
}

/** Smooth noise that repeats, with mipmaps. */
function grainTexture() {
  const size = 512;
  const random = world.createRandom(77);
  const sum = new Float32Array(size * size);
  let total = 0;
  for (const [cells, weight] of [[8, 1], [16, 0.6], [32, 0.38], [64, 0.24], [128, 0.15]]) {
    const lattice = Float32Array.from({ length: cells * cells }, random);
    total += weight;
    for (let y = 0; y < size; y += 1)
      for (let x = 0; x < size; x += 1) {
        const [u, v] = [(x / size) * cells, (y / size) * cells];
        const [i, j] = [Math.floor(u), Math.floor(v)];
        const [f, g] = [u - i, v - j].map((t) => t * t * (3 - 2 * t));
        const at = (k, l) => lattice[(l % cells) * cells + (k % cells)];
        sum[y * size + x] += weight * ((at(i, j) * (1 - f) + at(i + 1, j) * f) * (1 - g) + (at(i, j + 1) * (1 - f) + at(i + 1, j + 1) * f) * g);
      }
  }
  const handle = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, handle);
  const stretched = sum.map((value) => Math.min(1, Math.max(0, (value / total - 0.5) * 1.9 + 0.5)));
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16F, size, size, 0, gl.RED, gl.FLOAT, stretched);
  gl.generateMipmap(gl.TEXTURE_2D);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST);
  return handle;
}

/** Text over the picture: `[from, to, size of the text in 720 lines, baseline as a share of the height, letter spacing, text]`. */
const TITLES = [
  [1.4, 5.2, 66, 0.36, 0.34, 'LANTERNS'],
  [27.4, 31.6, 54, 0.52, 0.2, 'secure-stream'],
];

async function titleTexture([, , size, baseline, spacing, text]) {
  const drawing = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d');
  const scale = HEIGHT / 720;
  drawing.font = `300 ${size * scale}px Title`;
  drawing.letterSpacing = `${size * scale * spacing}px`;
  drawing.textAlign = 'center';
  drawing.fillStyle = '#fff';
  drawing.fillText(text, WIDTH / 2 + (size * scale * spacing) / 2, HEIGHT * baseline);
  const handle = texture(WIDTH, HEIGHT);
  gl.bindTexture(gl.TEXTURE_2D, handle);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, WIDTH, HEIGHT, gl.RGBA, gl.FLOAT, Float32Array.from(drawing.getImageData(0, 0, WIDTH, HEIGHT).data, (v) => v / 255));
  return handle;
}

const grid = world.terrain();
const meshes = {
  ground: mesh([[grid.vertices, [3, 3]]], grid.indices),
  tree: mesh([[world.conifer(), [4]], [world.trees(), [4, 1], true]]),
  building: mesh([[world.house(), [3, 3]], [world.houses(), [4, 2], true]]),
  water: mesh([[new Float32Array([-3000, 400, 3000, 400, -3000, -5000, 3000, -5000]), [2]]]),
  lantern: mesh([[new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), [2]], [new Float32Array(8 * 1100), [4, 4], true]]),
  full: mesh([]),
};
const counts = { tree: world.trees().length / 5, building: world.houses().length / 6 };
const grain = grainTexture();
const reflection = target(WIDTH / 2, HEIGHT / 2, 0, true);
const multisampled = target(WIDTH, HEIGHT, SAMPLES, true);
const scene = target(WIDTH, HEIGHT);
const focused = target(WIDTH, HEIGHT);
const smaller = [1, 2, 3, 4, 5, 6, 7].map((step) => target(Math.max(2, WIDTH >> step), Math.max(2, HEIGHT >> step)));
await document.fonts.load('300 40px Title');
const titles = await Promise.all(TITLES.map(titleTexture));

function multiply(a, b) {
  const c = new Float32Array(16);
  for (let i = 0; i < 4; i += 1)
    for (let j = 0; j < 4; j += 1) for (let k = 0; k < 4; k += 1) c[i * 4 + j] += a[k * 4 + j] * b[i * 4 + k];
  return c;
}

function cameraMatrices({ position, yaw, pitch, roll }) {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  const back = [-sy * cp, -sp, cy * cp];
  const level = [cy, 0, sy];
  const lift = [back[1] * level[2] - back[2] * level[1], back[2] * level[0] - back[0] * level[2], back[0] * level[1] - back[1] * level[0]];
  const [cr, sr] = [Math.cos(roll), Math.sin(roll)];
  const right = level.map((v, i) => v * cr + lift[i] * sr);
  const up = lift.map((v, i) => v * cr - level[i] * sr);
  const dot = (a) => -(a[0] * position[0] + a[1] * position[1] + a[2] * position[2]);
  const view = [right[0], up[0], back[0], 0, right[1], up[1], back[1], 0, right[2], up[2], back[2], 0, dot(right), dot(up), dot(back), 1];
  const f = 1 / Math.tan(FIELD_OF_VIEW / 2);
  const [near, far] = [0.25, 9000];
  const projection = [(f * HEIGHT) / WIDTH, 0, 0, 0, 0, f, 0, 0, 0, 0, (far + near) / (near - far), -1, 0, 0, (2 * far * near) / (near - far), 0];
  return { view: multiply(projection, view), right, up };
}

const invert = (matrix) => new DOMMatrix([...matrix]).invertSelf().toFloat32Array();

function use(name, uniforms, textures = {}) {
  const program = programs[name];
  gl.useProgram(program);
  Object.entries(textures).forEach(([key, handle], unit) => {
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, handle);
    gl.uniform1i(gl.getUniformLocation(program, key), unit);
  });
  for (const [key, value] of Object.entries(uniforms)) {
    const place = gl.getUniformLocation(program, key);
    if (typeof value === 'number') gl.uniform1f(place, value);
    else if (value.length === 16) gl.uniformMatrix4fv(place, false, value);
    else gl[`uniform${value.length}fv`](place, value);
  }
}

function into({ frame, width, height }) {
  gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  gl.viewport(0, 0, width, height);
}

function fill(name, uniforms, textures) {
  use(name, uniforms, textures);
  gl.bindVertexArray(meshes.full.array);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}

function drawLand(common) {
  gl.enable(gl.DEPTH_TEST);
  gl.depthMask(true);
  gl.clear(gl.DEPTH_BUFFER_BIT);
  use('ground', common, { grain });
  gl.bindVertexArray(meshes.ground.array);
  gl.drawElements(gl.TRIANGLES, grid.indices.length, gl.UNSIGNED_INT, 0);
  use('tree', common, { grain });
  gl.bindVertexArray(meshes.tree.array);
  gl.drawArraysInstanced(gl.TRIANGLES, 0, 45, counts.tree);
  use('building', common, { grain });
  gl.bindVertexArray(meshes.building.array);
  gl.drawArraysInstanced(gl.TRIANGLES, 0, 48, counts.building);
}

function drawSky(common) {
  gl.depthFunc(gl.LEQUAL);
  fill('sky', { ...common, inverseView: invert(common.view) }, { grain });
}

function drawLanterns(common, { right, up }, lens, lanterns) {
  const [x, y, z] = common.eye;
  const away = ({ position: p }) => (p[0] - x) ** 2 + (p[1] - y) ** 2 + (p[2] - z) ** 2;
  const sorted = [...lanterns].sort((one, other) => away(other) - away(one));
  const data = new Float32Array(sorted.flatMap((l) => [...l.position, l.size, l.kind, l.warmth, l.glow, l.tilt]));
  gl.bindVertexArray(meshes.lantern.array);
  gl.bindBuffer(gl.ARRAY_BUFFER, meshes.lantern.handles[1]);
  gl.bufferSubData(gl.ARRAY_BUFFER, 0, data);
  gl.depthMask(false);
  gl.enable(gl.BLEND);
  gl.blendFuncSeparate(gl.ONE, gl.ONE_MINUS_SRC_ALPHA, gl.ZERO, gl.ONE);
  use('lantern', { ...common, right, up, ...lens, pixel: (2 * Math.tan(FIELD_OF_VIEW / 2)) / HEIGHT }, { grain });
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, sorted.length);
  gl.disable(gl.BLEND);
}

/** Draws the frame of a time in seconds. */
export function draw(time, number) {
  const camera = world.cameraAt(time);
  const { zenith, sky, horizon, glow, sun, stars } = world.skyAt(time);
  const { view, right, up } = cameraMatrices(camera);
  const common = { view, eye: camera.position, time, mirrored: 1, zenith, skyColor: sky, horizon, glow, sun, stars };
  const lanterns = world.lanternsAt(time);
  const lens = { focus: camera.focus, aperture: camera.aperture };

  const flipped = { ...common, view: multiply(view, [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]), mirrored: -1 };
  into(reflection);
  drawLand(flipped);
  // The inverse of the mirrored view gives directions below the horizon.
  gl.depthFunc(gl.LEQUAL);
  fill('sky', { ...flipped, mirrored: 1, inverseView: invert(flipped.view) }, { grain });
  drawLanterns(flipped, { right, up }, { ...lens, aperture: lens.aperture * 0.5 }, lanterns);

  into(multisampled);
  drawLand(common);
  use('water', common, { grain, reflection: reflection.color });
  gl.bindVertexArray(meshes.water.array);
  gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  drawSky(common);
  gl.disable(gl.DEPTH_TEST);
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, multisampled.frame);
  gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, scene.frame);
  gl.blitFramebuffer(0, 0, WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT, gl.COLOR_BUFFER_BIT, gl.NEAREST);

  const shrink = (source, destination) => {
    into(destination);
    fill('resample', { texel: [0.5 / destination.width, 0.5 / destination.height], gain: 1 }, { source: source.color });
  };
  shrink(scene, smaller[0]);
  shrink(smaller[0], smaller[1]);
  into(focused);
  fill('focusing', lens, { scene: scene.color, half_: smaller[0].color, quarter: smaller[1].color });
  drawLanterns(common, { right, up }, lens, lanterns);

  // Light that spreads in the lens: sums of ever smaller copies.
  smaller.forEach((one, index) => shrink(smaller[index - 1] ?? focused, one));
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE);
  for (let index = smaller.length - 1; index > 0; index -= 1) {
    into(smaller[index - 1]);
    fill('resample', { texel: [1 / smaller[index].width, 1 / smaller[index].height], gain: 0.92 }, { source: smaller[index].color });
  }
  gl.disable(gl.BLEND);
  into(scene);
  fill('resample', { texel: [1 / smaller[0].width, 1 / smaller[0].height], gain: 0.026 }, { source: smaller[0].color });

  const index = TITLES.findIndex(([from, to]) => time > from && time < to);
  const [from, to] = TITLES[index] ?? [0, 0];
  into({ frame: null, width: WIDTH, height: HEIGHT });
  fill(
    'finish',
    {
      exposure: 1.15,
      fade: Math.min(1, time / 1.2 + 0.02, (world.DURATION_S - time) / 1.6),
      titleShown: index < 0 ? 0 : 0.92 * ease(Math.min(1, (time - from) / 1.1, (to - time) / 1.1)),
      number,
    },
    { scene: focused.color, bloom: scene.color, title: titles[Math.max(index, 0)] },
  );
}

const ease = (t) => t * t * (3 - 2 * t);

/** The pixels of a frame, bottom row first. */
const pixels = new Uint8Array(WIDTH * HEIGHT * 4);
window.renderFrame = async (time, number) => {
  draw(time, number);
  gl.readPixels(0, 0, WIDTH, HEIGHT, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  const error = gl.getError();
  if (error) throw new Error(`WebGL error ${error}`);
  await fetch(`/frame/${number}`, { method: 'POST', body: pixels });
};
