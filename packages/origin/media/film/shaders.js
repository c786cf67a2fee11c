/** GLSL of the film. Light is linear; alpha of the scene is the distance in units of 1,000 m. */

const ENVIRONMENT = `#version 300 es
precision highp float;
uniform mat4 view; uniform vec3 eye; uniform float time, mirrored;
uniform vec3 zenith, skyColor, horizon, glow; uniform float sun, stars;
uniform sampler2D grain;
const vec3 SUN = normalize(vec3(0.42, 0.055, -0.9));
float n2(vec2 p) { return texture(grain, p).r; }
vec3 air(vec3 d) {
  float up = max(d.y, 0.0);
  vec3 c = mix(horizon, skyColor, smoothstep(0.0, 0.16, up));
  c = mix(c, zenith, smoothstep(0.05, 0.55, up));
  float s = max(dot(normalize(vec3(d.x, d.y * 0.9, d.z)), SUN), 0.0);
  float low = exp(-up * 7.0);
  return c * (0.55 + 0.45 * pow(s, 3.0) + 0.12 * low) + glow * (0.42 * pow(s, 9.0) * low + 0.85 * pow(s, 60.0) * exp(-up * 3.0));
}
vec3 fogged(vec3 color, vec3 world) {
  vec3 to = world - eye; float d = length(to); vec3 v = to / d;
  float haze = 1.0 - exp(-d * 0.00034);
  float k = 1.0 / 26.0;
  float slope = abs(v.y) < 1e-4 ? 1e-4 : v.y;
  float layer = exp(-max(eye.y, 0.0) * k) * (1.0 - exp(-max(d * slope * k, -40.0))) / (slope * k);
  float patches = 0.45 + 1.1 * n2(world.xz * 0.0011 + vec2(time * 0.0016, time * 0.0009));
  float mist = 1.0 - exp(-max(layer - 26.0, 0.0) * 0.0019 * patches);
  vec3 f = air(normalize(vec3(v.x, max(v.y, 0.0) * 0.6 + 0.015, v.z)));
  return mix(mix(color, f * 0.92, haze), f * 0.86 + vec3(0.004, 0.005, 0.009), mist * 0.93);
}`;

const OUTPUT = `
out vec4 result;
void write(vec3 color, vec3 world) { result = vec4(color, min(length(world - eye) * 0.001, 60.0)); }`;

export const FULL = `#version 300 es
out vec2 uv;
void main() { uv = vec2(gl_VertexID == 1 ? 2.0 : 0.0, gl_VertexID == 2 ? 2.0 : 0.0); gl_Position = vec4(uv * 2.0 - 1.0, 0.99999, 1.0); }`;

export const sky = [FULL, `${ENVIRONMENT}${OUTPUT}
in vec2 uv; uniform mat4 inverseView;
void main() {
  vec4 far = inverseView * vec4(uv * 2.0 - 1.0, 1.0, 1.0);
  vec3 d = normalize(far.xyz / far.w - eye);
  d.y *= mirrored;
  vec3 c = air(d);
  if (d.y > 0.0) {
    float s = max(dot(d, SUN), 0.0);
    vec2 p = d.xz / (d.y + 0.10);
    vec2 q = vec2(p.x * 0.03 + p.y * 0.012, p.y * 0.075) + vec2(time * 0.0006, time * 0.0011);
    float f = n2(q) * 0.5 + n2(q * 2.3 + 0.31) * 0.27 + n2(q * 5.1 + 0.7) * 0.15 + n2(q * 11.0) * 0.08;
    float cloud = smoothstep(0.50, 0.78, f) * smoothstep(0.015, 0.16, d.y) * (1.0 - smoothstep(0.45, 0.9, d.y));
    vec3 lit = horizon * (0.5 + 0.7 * pow(s, 4.0)) + glow * 0.5 * pow(s, 8.0);
    c = mix(c, mix(c * 0.8, lit, 0.65), cloud * 0.75);
    if (stars > 0.01) {
      vec3 a = d * 130.0; vec3 cell = floor(a);
      float h = fract(sin(dot(cell, vec3(12.99, 78.23, 37.72))) * 43758.5453);
      float size = length(fract(a) - 0.5 - 0.3 * (vec3(h, fract(h * 17.0), fract(h * 131.0)) - 0.5));
      float twinkle = 0.75 + 0.25 * sin(time * (1.0 + 3.0 * fract(h * 91.0)) + h * 40.0);
      c += stars * twinkle * smoothstep(0.975, 1.0, h) * smoothstep(0.17, 0.03, size) * vec3(0.75, 0.85, 1.0) * 1.15 * (1.0 - cloud) * smoothstep(0.04, 0.3, d.y);
      float band = exp(-pow((d.y - 0.42 + d.x * 0.45) * 4.5, 2.0));
      c += stars * band * (0.35 + n2(d.xy * 0.9) * 0.9) * vec3(0.010, 0.013, 0.024);
    }
  }
  result = vec4(c, 60.0);
}`];

export const ground = [`${ENVIRONMENT}
layout(location = 0) in vec3 position; layout(location = 1) in vec3 normal;
out vec3 world, n;
void main() { world = position; n = normal; gl_Position = view * vec4(position, 1.0); }`, `${ENVIRONMENT}${OUTPUT}
in vec3 world, n;
void main() {
  if (mirrored < 0.0 && world.y < 0.0) discard;
  float a = n2(world.xz * 0.013), b = n2(world.xz * 0.061 + 0.3);
  float detail = a * 0.6 + b * 0.4;
  vec3 m = normalize(n + 0.55 * vec3(n2(world.xz * 0.019 + 0.013) - a, 0.0, n2(world.xz * 0.019 + 0.41) - a));
  float steep = 1.0 - m.y;
  vec3 c = mix(vec3(0.020, 0.030, 0.026), vec3(0.085, 0.075, 0.078), smoothstep(0.28, 0.55, steep + 0.25 * (detail - 0.5)));
  c *= 0.55 + 0.9 * detail;
  float snow = smoothstep(330.0, 520.0, world.y + 260.0 * (detail - 0.5) - 220.0 * steep);
  c = mix(c, vec3(0.62, 0.66, 0.75), snow);
  c = mix(vec3(0.03, 0.028, 0.026), c, smoothstep(0.2, 2.5, world.y));
  float l = max(dot(m, normalize(vec3(0.83, 0.2, -0.5))), 0.0);
  vec3 light = sun * vec3(2.6, 1.05, 0.55) * l + (zenith * 1.5 + skyColor * 0.8) * (0.45 + 0.55 * m.y) + horizon * 0.22 * max(-m.z * 0.2 + m.x * 0.5 + 0.4, 0.0);
  write(fogged(c * light, world), world);
}`];

export const tree = [`${ENVIRONMENT}
layout(location = 0) in vec4 point; layout(location = 1) in vec4 place; layout(location = 2) in float seed;
out vec3 world; out float shade;
void main() {
  float turn = seed * 6.28;
  vec2 r = mat2(cos(turn), sin(turn), -sin(turn), cos(turn)) * point.xz;
  world = place.xyz + vec3(r.x, point.y, r.y) * place.w;
  shade = point.w * (0.6 + 0.6 * seed);
  gl_Position = view * vec4(world, 1.0);
}`, `${ENVIRONMENT}${OUTPUT}
in vec3 world; in float shade;
void main() {
  vec3 c = vec3(0.016, 0.026, 0.024) * (0.3 + 0.9 * shade) * (zenith * 2.0 + skyColor + horizon * 0.5);
  write(fogged(c, world), world);
}`];

export const building = [`${ENVIRONMENT}
layout(location = 0) in vec3 position; layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 place; layout(location = 3) in vec2 look;
out vec3 world, local, n; out float seed;
void main() {
  mat2 turn = mat2(cos(look.x), sin(look.x), -sin(look.x), cos(look.x));
  local = position; seed = look.y;
  vec2 p = turn * position.xz * place.w, q = turn * normal.xz;
  world = place.xyz + vec3(p.x, position.y * place.w, p.y);
  n = vec3(q.x, normal.y, q.y);
  gl_Position = view * vec4(world, 1.0);
}`, `${ENVIRONMENT}${OUTPUT}
in vec3 world, local, n; in float seed;
void main() {
  bool roof = n.y > 0.3;
  vec3 c = (roof ? vec3(0.035, 0.03, 0.032) : vec3(0.13, 0.11, 0.10)) * (zenith * 1.5 + skyColor * 0.9 + horizon * 0.35 * max(n.z + n.x, 0.1));
  if (!roof) {
    bool side = abs(n.x) + abs(n.z) > 0.0 && abs(local.x) > 0.49;
    vec2 p = vec2(side ? local.z : local.x, local.y) / vec2(0.36, 0.42) + vec2(10.0, 0.45);
    vec2 cell = floor(p), f = abs(fract(p) - 0.5);
    float h = fract(sin(dot(cell, vec2(12.9, 78.2)) + seed * 91.7) * 43758.5);
    float on = step(h, 0.72) * step(local.y, 0.5) * smoothstep(0.0, 1.0, (time + 10.0 - h * 26.0) * 0.5);
    float window = smoothstep(0.27, 0.22, f.x) * smoothstep(0.33, 0.27, f.y);
    c += window * on * mix(vec3(2.4, 1.05, 0.36), vec3(2.2, 1.35, 0.7), h) * (0.8 + 0.5 * seed);
  }
  write(fogged(c, world), world);
}`];

export const water = [`${ENVIRONMENT}
layout(location = 0) in vec2 position;
out vec3 world; out vec4 clip;
void main() { world = vec3(position.x, 0.0, position.y); clip = view * vec4(world, 1.0); gl_Position = clip; }`, `${ENVIRONMENT}${OUTPUT}
in vec3 world; in vec4 clip; uniform sampler2D reflection;
vec2 slope(vec2 p, float s, vec2 move) {
  vec2 q = p * s + move * time; float a = n2(q);
  return vec2(n2(q + vec2(0.006, 0.0)) - a, n2(q + vec2(0.0, 0.006)) - a);
}
void main() {
  vec3 to = world - eye; float d = length(to); vec3 v = to / d;
  vec2 s = slope(world.xz, 0.031, vec2(0.006, 0.013)) * 1.1 + slope(world.xz, 0.0093, vec2(-0.004, 0.006)) * 1.3;
  if (d < 90.0) s += slope(world.zx, 0.11, vec2(0.02, -0.017)) * 0.8 * smoothstep(90.0, 20.0, d);
  float calm = 0.35 + 0.9 * n2(world.xz * 0.0027 + 0.2);
  vec3 n = normalize(vec3(s.x * 1.3 * calm, 1.0, s.y * 1.3 * calm));
  float fresnel = 0.02 + 0.98 * pow(1.0 - max(dot(-v, n), 0.0), 5.0);
  fresnel = mix(fresnel, 1.0, 0.22);
  vec2 at = clip.xy / clip.w * 0.5 + 0.5;
  float spread = 0.55 / (1.0 + d * 0.016) * smoothstep(0.0, 3.0, d);
  vec2 bend = n.xz * vec2(0.55, 1.0) * spread;
  vec3 r = vec3(0.0);
  float jitter = fract(52.98 * fract(dot(gl_FragCoord.xy, vec2(0.0671, 0.00583))));
  for (int i = 0; i < 4; i++) {
    float k = (float(i) + jitter) * 0.25 - 0.5;
    r += texture(reflection, clamp(at + bend + vec2(0.0, k * 0.05 * calm), 0.002, 0.998)).rgb;
  }
  vec3 deep = vec3(0.006, 0.012, 0.018) * (0.3 + 4.0 * skyColor.b);
  write(fogged(mix(deep, r * 0.25 * vec3(0.90, 0.94, 1.0), fresnel), world), world);
}`];

export const lantern = [`${ENVIRONMENT}
layout(location = 0) in vec2 corner; layout(location = 1) in vec4 place; layout(location = 2) in vec4 look;
uniform vec3 right, up; uniform float focus, aperture, pixel;
out vec2 q; out float kind, warmth, light, blur, haze; out vec3 world;
void main() {
  world = place.xyz; float size = place.w;
  kind = look.x; warmth = look.y; light = look.z;
  float d = max(length(world - eye), 0.3);
  blur = aperture * 0.085 * abs(1.0 / focus - 1.0 / d) * d / size;
  blur = max(blur, pixel * d / size * 0.9);
  haze = exp(-d * 0.0009);
  float grow = 1.25 + blur;
  vec2 c = corner * grow;
  q = c;
  vec2 t = mat2(cos(look.w), sin(look.w), -sin(look.w), cos(look.w)) * c * size;
  vec3 at = world + right * t.x + up * t.y;
  gl_Position = view * vec4(at, 1.0);
}`, `${ENVIRONMENT}
in vec2 q; in float kind, warmth, light, blur, haze; in vec3 world; out vec4 result;
float box(vec2 p, vec2 b, float r) { vec2 d = abs(p) - b + r; return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0) - r; }
void main() {
  vec2 p = q;
  float h = clamp((p.y + 0.95) / 1.9, 0.0, 1.0);
  float half_ = kind > 0.5 ? 0.60 + 0.06 * h : 0.46 + 0.30 * smoothstep(0.0, 0.75, h) - 0.10 * smoothstep(0.7, 1.0, h);
  float sd = kind > 0.5 ? box(p, vec2(half_, 0.80), 0.07) : box(vec2(p.x * 0.72 / half_, p.y), vec2(0.72, 0.95), 0.32 * smoothstep(0.1, 0.9, h) + 0.04);
  float lens = smoothstep(0.5, 1.6, blur);
  float disc = length(p) - (0.62 + blur);
  float soft = max(blur, 0.015);
  float inside = mix(smoothstep(soft, -soft, sd), smoothstep(0.06 * blur + 0.02, -0.02 * blur, disc), lens);
  float ratio = 1.0 / (1.0 + 1.1 * blur * blur + 1.2 * blur);
  float across = p.x / half_;
  float body = 0.42 + 0.58 * sqrt(max(1.0 - across * across * 0.92, 0.0));
  float flame = exp(-dot((p - vec2(0.0, -0.55)) * vec2(1.7, 1.05), (p - vec2(0.0, -0.55)) * vec2(1.7, 1.05)) * 1.6);
  float paper = 0.86 + 0.28 * (n2(p * 0.09 + warmth) - 0.5) + 0.10 * (n2(p * vec2(0.6, 0.07) + warmth) - 0.5);
  float ribs = kind > 0.5
    ? 1.0 - 0.55 * (smoothstep(0.06, 0.02, abs(abs(across) - 0.97)) + smoothstep(0.045, 0.015, abs(p.y)) * 0.7 + smoothstep(0.04, 0.012, abs(across)) * 0.7)
    : 1.0 - 0.22 * (smoothstep(0.05, 0.0, abs(abs(across) - 0.55)) + smoothstep(0.04, 0.0, abs(across)));
  float rim = kind > 0.5 ? 1.0 - 0.8 * smoothstep(0.70, 0.76, abs(p.y)) : 1.0 - 0.6 * smoothstep(-0.86, -0.93, p.y);
  vec3 deep = mix(vec3(0.95, 0.20, 0.045), vec3(1.0, 0.36, 0.085), warmth);
  vec3 pale = mix(vec3(1.0, 0.56, 0.20), vec3(1.0, 0.70, 0.34), warmth);
  vec3 detailed = (deep * (0.55 + 0.6 * (1.0 - h)) + pale * 1.9 * flame + vec3(1.0, 0.9, 0.7) * 2.4 * pow(flame, 6.0)) * body * paper * ribs * rim;
  vec3 even = mix(deep, pale, 0.45) * 1.35;
  float ring = 1.0 + 0.35 * smoothstep(-0.25 * blur, 0.0, disc) * lens;
  vec3 c = mix(detailed, even * ring, smoothstep(0.25, 0.9, blur)) * light * 1.55;
  c = mix(horizon * 0.2, c, haze);
  float a = inside * ratio;
  result = vec4(c * a * mix(1.0, 1.7, lens), a * (1.0 - lens) * 0.97);
}`];

/** Blurs what is out of focus, with two smaller copies of the picture. */
export const focusing = [FULL, `#version 300 es
precision highp float; in vec2 uv; out vec4 result;
uniform sampler2D scene, half_, quarter; uniform float focus, aperture;
void main() {
  vec4 s = texture(scene, uv);
  float d = max(s.a * 1000.0, 0.5);
  float blur = aperture * 62.0 * abs(1.0 / focus - 1.0 / d);
  vec3 c = mix(s.rgb, texture(half_, uv).rgb, smoothstep(0.4, 2.0, blur));
  c = mix(c, texture(quarter, uv).rgb, smoothstep(2.0, 5.5, blur));
  result = vec4(c, s.a);
}`];

/** A tent of four samples: makes smaller or larger copies. */
export const resample = [FULL, `#version 300 es
precision highp float; in vec2 uv; out vec4 result;
uniform sampler2D source; uniform vec2 texel; uniform float gain;
void main() {
  vec4 c = texture(source, uv + texel * vec2(-1, -1)) + texture(source, uv + texel * vec2(1, -1)) + texture(source, uv + texel * vec2(-1, 1)) + texture(source, uv + texel);
  result = min(c * 0.25, vec4(40.0)) * gain;
}`];

export const finish = [FULL, `#version 300 es
precision highp float; in vec2 uv; out vec4 result;
uniform sampler2D scene, bloom, title; uniform float exposure, fade, titleShown, number;
vec3 film(vec3 x) { return clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0); }
void main() {
  vec2 p = uv - 0.5;
  vec3 c = texture(scene, uv).rgb + texture(bloom, uv).rgb;
  c *= exposure * (1.0 - 0.55 * smoothstep(0.25, 0.85, dot(p, p) * 1.6));
  c = film(c);
  c = pow(c, vec3(1.0 / 2.2));
  float l = dot(c, vec3(0.3, 0.59, 0.11));
  c = mix(c, c * vec3(0.95, 0.99, 1.06) + vec3(0.0, 0.004, 0.012), 1.0 - l);
  c = mix(vec3(l), c, 1.07);
  float t = texture(title, vec2(uv.x, 1.0 - uv.y)).a * titleShown;
  c = mix(c, vec3(1.0, 0.965, 0.91), t);
  c *= fade;
  float g = fract(sin(dot(gl_FragCoord.xy + number * 17.0, vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
  result = vec4(c + g * 0.009, 1.0);
}`];
